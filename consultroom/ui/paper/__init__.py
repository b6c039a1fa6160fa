"""文书: every paper as it will come out of the printer."""
