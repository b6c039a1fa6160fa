"""The page 设置: its sections as tabs."""

from __future__ import annotations

from collections.abc import Sequence

from consultroom.ui.widgets.parts import Part, PartedScreen


class SettingsView(PartedScreen):
    """The tabs, and the section each shows. Enter it at a section's key to turn there."""

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__("settings", "设置各页", parts)
        self.head("设置")
