"""Help (帮助): the clerk's manual in a window of its own, open at what is in front."""
