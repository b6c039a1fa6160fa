"""Files dragged onto the window: what each is, what it would do here, and doing it."""
