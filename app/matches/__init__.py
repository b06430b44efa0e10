"""Ranked matches in both directions, over the pure core in ``app.matching``."""
