"""Questions: what is asked about the rows of an import, the same ones together."""
