"""The command line: the same services, with sentences or JSON."""

from consultroom.cli.root import root

__all__ = ["root"]
