"""Small parts every screen is made of; they draw and report, they know nothing of the work."""
