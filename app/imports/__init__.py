"""Spreadsheets in: demand lists and supplier profiles from .xlsx and .csv files."""
