"""上级报表的对应: which of our fields goes to which column of a superior's form."""
