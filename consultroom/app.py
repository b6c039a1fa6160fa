"""The front door: the commands of ``cli`` and the window of ``ui`` under one name."""

from __future__ import annotations

import click

from consultroom.cli import root


def commands() -> click.Group:
    """Return every command there is, the window's included."""
    return root


def main() -> None:
    """Run the program as ``consultroom``."""
    commands()()
