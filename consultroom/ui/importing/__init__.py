"""从表格导入: a table that somebody else made, its columns matched, its rows told of first."""
