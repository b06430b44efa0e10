"""What the server that forks child processes loads once, so that no child has to."""

from app.reading import load_reader

load_reader()
