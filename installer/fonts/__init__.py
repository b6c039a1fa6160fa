"""Builds ``resources/fonts``: ``python -m installer.fonts`` fetches and makes everything.

The result is committed, so that nobody needs the network to run or package the program.
"""
