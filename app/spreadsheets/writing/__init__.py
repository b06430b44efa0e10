"""Writing of tables as spreadsheet files that no program takes for formulas."""
