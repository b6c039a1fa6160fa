"""Minutes as typed: from words on the command line, a text file, or a JSON file.

The text file has sections that begin with ``# 发言``, ``# 共识``, ``# 分歧``, ``# 要求`` and
``# 基本情况``; each line is one thing said or one point, a number before it is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.cli.words import day_of
from consultroom.domain.meetings import Meeting
from consultroom.errors import UserError
from consultroom.frozen import Frozen, names_of, replace

if TYPE_CHECKING:
    from consultroom.domain.dossiers import Dossier
    from consultroom.services.desk import Desk
    from consultroom.services.recording import Point

_MARKER = re.compile(r"^(?:\d+[.．、)）]|[（(]\d+[)）]|[-*·])\s*")


class UnreadableMinutes(UserError):
    """A file or a line that cannot be understood."""


class Saying(Frozen, kw_only=True):
    """One thing said; the name is empty when nobody is named."""

    name: str = ""
    text: str


class Agreement(Frozen, kw_only=True):
    """One point agreed, as in the JSON file."""

    text: str
    lead_unit: str = ""
    assist_units: tuple[str, ...] = ()
    due_on: str = ""


class Disagreement(Frozen, kw_only=True):
    """One point not agreed, as in the JSON file."""

    text: str
    note: str = ""


class Told(Frozen, kw_only=True):
    """Everything typed about one sitting; what is empty was not spoken of."""

    said: tuple[Saying, ...] = ()
    agreed: tuple[Agreement, ...] = ()
    dissent: tuple[Disagreement, ...] = ()
    requirements: tuple[str, ...] = ()
    summary: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether nothing was typed."""
        return self == Told()

    def joined(self, other: Told) -> Told:
        """Return both together, the other behind."""
        return Told(**{name: getattr(self, name) + getattr(other, name) for name in names_of(Told)})


def from_words(
    said: tuple[str, ...],
    agreed: tuple[str, ...],
    dissent: tuple[str, ...],
    summary: str,
    requirements: tuple[str, ...],
) -> Told:
    """Return what was typed on the command line."""
    return Told(
        said=tuple(map(_saying, said)),
        agreed=tuple(map(_agreement, agreed)),
        dissent=tuple(map(_disagreement, dissent)),
        requirements=requirements,
        summary=summary,
    )


def _saying(line: str) -> Saying:
    name, colon, text = line.replace("：", ":", 1).partition(":")
    return Saying(name=name.strip(), text=text.strip()) if colon else Saying(text=line.strip())


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.replace("｜", "|").split("|")]


def _agreement(line: str) -> Agreement:
    text, lead, assist, due = [*_parts(line), "", "", ""][:4]
    units = tuple(unit for unit in re.split("[、，,]", assist) if unit)
    return Agreement(text=text, lead_unit=lead, assist_units=units, due_on=due)


def _disagreement(line: str) -> Disagreement:
    text, note = [*_parts(line), ""][:2]
    return Disagreement(text=text, note=note)


def read(file: Path) -> Told:
    """Read a minutes file.

    Raises:
        UnreadableFile: there is no such file.
        UnreadableMinutes: it is not written as expected.
    """
    from consultroom.services.tables import read_text

    text = read_text(file)
    return _from_json(text, file) if file.suffix.lower() == ".json" else _from_text(text, file)


def _from_json(text: str, file: Path) -> Told:
    import msgspec

    try:
        return msgspec.json.decode(text, type=Told)
    except msgspec.MsgspecError as error:
        raise UnreadableMinutes(f"“{file.name}”不是纪要的 JSON 写法（{error}）。") from error


_SECTIONS: dict[str, Callable[[Told, str], Told]] = {
    "发言": lambda told, line: replace(told, said=(*told.said, _saying(line))),
    "共识": lambda told, line: replace(told, agreed=(*told.agreed, _agreement(line))),
    "分歧": lambda told, line: replace(told, dissent=(*told.dissent, _disagreement(line))),
    "要求": lambda told, line: replace(told, requirements=(*told.requirements, line)),
    "基本情况": lambda told, line: replace(told, summary=told.summary + line),
}


def _from_text(text: str, file: Path) -> Told:
    told, add = Told(), None
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("#"):
            add = _SECTIONS.get(line.lstrip("# ").strip())
            if add is None:
                raise UnreadableMinutes(
                    f"“{file.name}”里的“{line}”不认识，分段只有：{'、'.join(_SECTIONS)}。"
                )
        elif add is None:
            raise UnreadableMinutes(f"“{file.name}”要先写“# 发言”这样的分段，再写内容。")
        else:
            told = add(told, _MARKER.sub("", line))
    return told


def write(desk: Desk, dossier: Dossier, sitting: Meeting, told: Told) -> tuple[str, ...]:
    """Write what was typed, and return the sentences for it.

    Points are looked at before the first line is written, so that a mistake changes nothing.
    """
    from consultroom.services import recording

    agreed, dissent = _points(told, dossier, sitting)
    says = _say_all(desk, dossier, sitting, told.said)
    sheet = dossier.minutes_of(sitting)
    if replace(told, said=()).empty:
        return says
    recording.draft(
        desk,
        sitting,
        agreed=agreed,
        not_agreed=dissent,
        summary=told.summary or (sheet.summary if sheet else ""),
        requirements=told.requirements or (sheet.requirements if sheet else ()),
    )
    return (*says, f"纪要已归纳：共识{len(agreed)}条，未达成一致{len(dissent)}条。")


def _say_all(
    desk: Desk, dossier: Dossier, sitting: Meeting, said: tuple[Saying, ...]
) -> tuple[str, ...]:
    from consultroom.services import recording

    people = {person.name: person for person in dossier.people(sitting)}
    if any(not saying.text for saying in said):
        raise UnreadableMinutes("有一条发言没有内容，请写成 姓名:内容 这样。")
    for saying in said:
        recording.say(desk, sitting, people.get(saying.name), saying.text, name=saying.name)
    return (f"记下发言{len(said)}条。",) if said else ()


def _points(
    told: Told, dossier: Dossier, sitting: Meeting
) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
    """Return what stands after this: a kind that was not typed now stays as it was."""
    from consultroom.services.recording import Point

    agreed = tuple(_point(one) for one in told.agreed) or tuple(
        Point(
            text=one.text,
            lead_unit=one.lead_unit,
            assist_units=one.assist_units,
            due_on=one.due_on,
        )
        for one in dossier.agreed()
        if one.meeting == sitting.id
    )
    dissent = tuple(Point(text=one.text, note=one.note) for one in told.dissent) or tuple(
        Point(text=one.text, note=one.note)
        for one in dossier.not_agreed()
        if one.meeting == sitting.id
    )
    return agreed, dissent


def _point(one: Agreement) -> Point:
    from consultroom.services.recording import Point

    due = day_of(one.due_on) if one.due_on else None
    if one.due_on and due is None:
        raise UnreadableMinutes(f"时限“{one.due_on}”看不懂，请写成 2026-12-31 这样。")
    if not one.text:
        raise UnreadableMinutes("有一条共识意见没有内容，请写成 内容|主办|协办|时限 这样。")
    return Point(text=one.text, lead_unit=one.lead_unit, assist_units=one.assist_units, due_on=due)
