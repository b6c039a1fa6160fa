"""台账统计: every ledger and figure of a period, on screen, on paper and as a spreadsheet."""
