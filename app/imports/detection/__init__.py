"""Finding the table in a sheet: its header, its columns and how it writes numbers and dates."""
