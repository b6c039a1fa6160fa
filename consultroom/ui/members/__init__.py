"""委员: the roster, and what is known of each member: facts and days, no score, no ranking."""
