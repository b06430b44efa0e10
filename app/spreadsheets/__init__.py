"""Spreadsheet files: read within limits, written so that nothing in them is run."""
