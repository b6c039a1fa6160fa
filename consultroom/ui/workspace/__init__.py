"""协商工作台: the whole of one consultation on one page."""
