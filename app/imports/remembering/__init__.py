"""Remembering: a sender's mappings, answers and corrections, used again."""
