"""成果办理: every assignment across consultations, and the forms that settle one."""
