"""Ctrl+K: one search over records, people and commands."""
