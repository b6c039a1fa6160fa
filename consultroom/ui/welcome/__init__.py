"""The first window (欢迎): whose room it is to be, where it lies, or which one to open."""
