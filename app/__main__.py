"""``python -m app`` is the ``ketnoi`` command."""

from app.cli import app

app()
