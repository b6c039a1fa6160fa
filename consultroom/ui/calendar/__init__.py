"""协商日历: a month, the plan of a year, and everything in a list."""
