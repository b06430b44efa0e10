"""What the server that forks child processes loads once, so that no child has to."""

from app.imports.columns import COLUMNS
from app.imports.headers import load_headers
from app.reading import load_reader

load_reader()
for _kind in COLUMNS:
    load_headers(_kind)
