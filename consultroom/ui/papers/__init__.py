"""文书: everything that was printed, as it was printed, and what would be different today."""
