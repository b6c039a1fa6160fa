"""协商: the list of all consultations."""
