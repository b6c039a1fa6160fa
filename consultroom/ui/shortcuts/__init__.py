"""Keys: the one table of every shortcut (快捷键), what binds it, and the sheet that shows it."""
