"""The room as a file: SQLite, its journal, search and attachments."""
