"""议题库: every topic put forward, what became of it, and what is to be decided."""
