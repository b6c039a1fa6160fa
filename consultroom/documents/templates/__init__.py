"""The docx twin of a paper: templates a district edits in WPS, and what may stand in them."""
