"""会议记录: typed while the meeting runs."""
