"""One reader for each format. All of them tell the cells of a sheet to a `SheetBuilder`."""
