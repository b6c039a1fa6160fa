"""Which columns of a ledger stand on the screen; all of them stand beside the chosen line."""

from __future__ import annotations

from consultroom.domain.ledgers import CellKind, Heading
from consultroom.ui.ledgers.screens import NOT_KNOWN, Row
from consultroom.ui.states import State
from consultroom.ui.tables import Column

_SHOWN: dict[str, tuple[str, ...]] = {
    "topics": ("proposed_on", "title", "source", "verdict", "progress"),
    "consultations": ("on", "title", "there", "points", "apart", "progress"),
    "outcomes": ("assigned_on", "matter", "lead", "deadline", "state"),
    "receptions": ("on", "matter", "heads", "handling", "due_on"),
    "opinions": ("on", "matter", "origin", "state"),
    "duties": ("name", "sector", "asked", "came", "leave", "speeches", "receptions", "deeds"),
    "deeds": ("on", "matter", "by", "heads"),
    "problems": ("raised_on", "matter", "kind", "unit", "late"),
    "statistics": ("group", "word", "unit", "now", "before", "ever"),
    "plan": ("month", "title", "form", "convener", "note"),
}
"""Code of the ledger → columns on the screen, in order."""
_REST = frozenset({"title", "matter", "word"})  # takes what is left
_SPARE = frozenset(
    {"source", "apart", "lead", "heads", "origin", "sector", "leave", "deeds", "unit", "kind",
     "ever", "form", "note", "by", "due_on"}
)  # fmt: skip
_WIDTHS = {
    "state": 116, "progress": 116, "verdict": 100, "lead": 140, "unit": 132, "kind": 132,
    "source": 120, "origin": 108, "name": 116, "sector": 120, "by": 140, "handling": 116,
    "convener": 140, "form": 120, "note": 140, "group": 104, "month": 84,
}  # fmt: skip
_DAY, _NUMBER, _TEXT = 112, 92, 120  # logical pixels
_OF_STATISTICS = {"unit": 84}


_STATES = {
    "办结": State.DONE, "已报送": State.DONE, "已转报": State.DONE, "在办": State.ACTIVE,
    "办理": State.ACTIVE, "临期": State.DUE, "超期": State.LATE, "列入计划": State.TODO,
    "退回": State.TODO, "待报送": State.DUE,
}  # fmt: skip


def columns_of(code: str, headings: tuple[Heading, ...]) -> tuple[Column[Row], ...]:
    """Return the columns on the screen of one table; of an unknown one its first five."""
    known = {head.code: head for head in headings}
    shown = _SHOWN.get(code, tuple(known)[:5])
    return tuple(_column(code, known[one], shown) for one in shown if one in known)


def _column(code: str, head: Heading, shown: tuple[str, ...]) -> Column[Row]:
    rest = head.code in _REST or (code == "duties" and head.code == "name")
    number = head.kind is CellKind.NUMBER
    empty = NOT_KNOWN if code == "statistics" and number else ""
    return Column(
        title=head.word,
        text=lambda row, at=head.code: row.word(at) or empty,  # type: ignore[misc]
        width=0 if rest else _width(code, head),
        order=lambda row, at=head.code: _order(row, at),  # type: ignore[misc]
        state=lambda row, at=head.code: _state(row, at),  # type: ignore[misc]
        number=number,
        spare=head.code in _SPARE and len(shown) > 2,
    )


def _state(row: Row, code: str) -> State | None:
    return _STATES.get(row.word(code)) if code == "state" else None


def _width(code: str, head: Heading) -> int:
    if code == "statistics" and head.code in _OF_STATISTICS:
        return _OF_STATISTICS[head.code]
    kinds = {CellKind.DATE: _DAY, CellKind.NUMBER: _NUMBER}
    return _WIDTHS.get(head.code, kinds.get(head.kind, _TEXT))


def _order(row: Row, code: str) -> tuple[bool, object, int]:
    """Return what a column sorts by: what is empty comes last, what is equal as in the ledger."""
    value = row.cell(code)
    return (value in (None, ""), value if value not in (None, "") else 0, row.place)
