"""保管: the bin, everything that was done, and the backups."""
