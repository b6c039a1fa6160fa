"""What a check finds in a template."""

from __future__ import annotations

from enum import Enum

from consultroom.frozen import Frozen


class Weight(Enum):
    """How grave a finding is."""

    STOPS = "stops"  # the template cannot be used
    WARNS = "warns"  # it can, but something will be missing or look odd


class Finding(Frozen):
    """Something a template should not be like.

    Attributes:
        place: where, ``第3段`` or ``页脚第1段``; empty for the whole template.
        says: what is wrong and what to do, in Chinese.
        around: the text there.
    """

    weight: Weight
    place: str
    says: str
    around: str = ""

    def __str__(self) -> str:
        """Return the finding as one sentence."""
        where = f"{self.place}（{_short(self.around)}）：" if self.place else ""
        return f"{where}{self.says}"


def _short(text: str, most: int = 24) -> str:
    return text if len(text) <= most else f"{text[:most]}……"
