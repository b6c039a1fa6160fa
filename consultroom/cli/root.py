"""The group every command hangs on."""

from __future__ import annotations

import click


@click.group()
@click.version_option(package_name="consultroom")
def root() -> None:
    """协商议事室：委员工作站的协商，从议题到成果单。"""
