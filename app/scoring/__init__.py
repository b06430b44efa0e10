"""Scoring profiles: named, versioned weights and parameters, one of which is in force."""
