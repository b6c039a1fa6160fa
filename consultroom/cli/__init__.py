"""The command line: the same services, with sentences or JSON."""
