"""The room as paper: fonts, lines, pages, and one module a form."""
