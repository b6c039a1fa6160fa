"""首页: the one next act, this month's consultation, what is due, the year at a glance."""
