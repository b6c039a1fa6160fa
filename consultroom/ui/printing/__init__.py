"""打印: which printer, how many copies, and what is kept of it."""
