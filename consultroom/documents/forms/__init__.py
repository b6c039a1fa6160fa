"""One module a paper: domain values in, blocks out."""
