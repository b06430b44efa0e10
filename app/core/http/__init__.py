"""HTTP on top of the core: sessions, problems, conditional requests, limits, OpenAPI."""
