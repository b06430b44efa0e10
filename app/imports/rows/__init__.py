"""Rows: cells made into demands and suppliers, with what must be asked and what was guessed."""
