"""Workbooks that leave an import: templates to fill in and rows to correct."""
