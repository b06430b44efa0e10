"""Exports: ranked matches, suppliers and demands as spreadsheets."""
