"""接待日: the days people are received, the visits of one day, and its register."""
