"""扫描件: what each scanned page is, filed to its record, and any PDF measured."""
