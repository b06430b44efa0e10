"""Organizations and their contacts."""
