"""What people do here: one verb each, one transaction each."""
