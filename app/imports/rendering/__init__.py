"""Rendering: content of demands and suppliers written as cells."""
