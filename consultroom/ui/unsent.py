"""What was typed into a box and not sent (没写完的): it is there when the box is opened again.

Kept in memory only, until the program ends; forms keep theirs on the disk, see ``half_typed``.
No Qt in this file.
"""

from __future__ import annotations

STILL_THERE = "上次没写完的还在。"


class Unsent:
    """What was left in boxes, each known by what it asks."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[str, str]] = {}

    def leave(self, question: str, typed: str, *, over: str = "") -> None:
        """Keep what stands in a box that is put away; nothing when it is as it was given.

        Args:
            question: what the box asks.
            typed: what stands in it, as typed.
            over: what stood in it when it was first opened.
        """
        self.forget(question)
        if typed.strip() != over.strip():
            self._left[question] = (over, typed)

    def recall(self, question: str, *, over: str = "") -> str:
        """Return what was left; nothing when what it was typed over is another by now."""
        before, typed = self._left.get(question, ("", ""))
        return typed if before == over else ""

    def forget(self, question: str) -> None:
        """Forget what was left of a box, because it was sent."""
        self._left.pop(question, None)
