"""The kinds of paper there are (文书种类), in the order they come in.

To add one: a form in ``documents/forms``, one line in the table of its group.
"""

from __future__ import annotations

from consultroom.domain.records import UnknownWord
from consultroom.services.printing import follow_up_kinds, meeting_kinds, period_kinds
from consultroom.services.printing.parts import PaperKind

KINDS: dict[str, PaperKind] = {
    **meeting_kinds.KINDS,
    **follow_up_kinds.KINDS,
    **period_kinds.KINDS,
}


def code_of(kind: str) -> str:
    """Return the code of a kind given by its code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    for code, known in KINDS.items():
        if kind in (code, known.word):
            return code
    listed = "、".join(f"{known.word}（{code}）" for code, known in KINDS.items())
    raise UnknownWord(f"没有“{kind}”这种文书。现有：{listed}。")


def kind_of(kind: str) -> PaperKind:
    """Return a kind of paper by its code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    return KINDS[code_of(kind)]
