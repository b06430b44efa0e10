"""Company names: read, compared across languages, found again."""
