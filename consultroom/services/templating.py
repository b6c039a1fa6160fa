"""Templates (文书模板): which one a paper's Word version is filled in, and a district's own.

The program brings a template that prints every paper. A district takes it out, changes it in WPS
and hands it back; it is kept as an attachment of the parameters, so it goes where they go.
"""

from __future__ import annotations

from consultroom import resources
from consultroom.documents import docx
from consultroom.documents.blocks import Paper
from consultroom.documents.docx import Finding, Weight
from consultroom.documents.templates.tags import TAGS
from consultroom.domain.consultations import Attachment
from consultroom.domain.parameters import PARAMETERS_ID
from consultroom.domain.records import UnknownWord
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.services.printing.kinds import KINDS

__all__ = [
    "BadTemplate",
    "Finding",
    "NoOwnTemplate",
    "TemplateLine",
    "Weight",
    "check_template",
    "code_of",
    "drop_template",
    "filled",
    "omitted",
    "save_template",
    "tags",
    "template",
    "templates",
    "twin",
]

GENERAL, GENERAL_WORD = "general", "通用"
_FOLDER = "模板"
_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOST_TOLD = 5  # findings in one refusal; `check_template` tells them all


class BadTemplate(UserError):
    """The file cannot serve as a template; the sentence says why."""


class NoOwnTemplate(UserError):
    """There is no template of one's own to take away."""


class TemplateLine(Frozen, kw_only=True):
    """One kind of paper and the template it is filled in.

    Attributes:
        kind: code of the paper kind, or ``general``.
        word: its name.
        own: the district's or station's own copy, or None for the program's.
    """

    kind: str
    word: str
    own: Attachment | None


def templates(desk: Desk) -> tuple[TemplateLine, ...]:
    """Return every kind of paper that has a Word version, the template for all kinds first."""
    return tuple(
        TemplateLine(kind=code, word=word, own=_own(desk, code)) for code, word in _words().items()
    )


def tags() -> tuple[tuple[str, str], ...]:
    """Return every tag a template may use, with what it prints."""
    return tuple((name, tag.says) for name, tag in TAGS.items())


def template(desk: Desk, kind: str) -> bytes:
    """Return the template of a kind: its own, else one's own for all kinds, else the program's.

    Args:
        desk: where.
        kind: code or word of a paper kind, or ``general``.

    Raises:
        UnknownWord: there is no such kind, or it has no Word version.
    """
    code = code_of(kind)
    own = _own(desk, code) or _own(desk, GENERAL)
    return desk.room.blobs.read(own.sha256) if own else _shipped(code)


def check_template(content: bytes) -> tuple[Finding, ...]:
    """Return everything wrong with a template; those that warn do not keep it from being used."""
    return docx.check(content)


def save_template(desk: Desk, kind: str, content: bytes) -> Attachment:
    """Use a template from now on (更换文书模板); the one used before goes to the bin.

    Raises:
        BadTemplate: the check found something that must be put right first.
        UnknownWord: there is no such kind, or it has no Word version.
    """
    code = code_of(kind)
    _refuse(docx.check(content))
    record = Attachment(
        id=desk.room.new_id(),
        owner=desk.owner,
        about=PARAMETERS_ID,
        name=_name(code),
        sha256=desk.room.blobs.put(content),
        size=len(content),
        media_type=_MEDIA,
        added_on=desk.today,
    )
    with desk.room.act("更换文书模板", by=desk.by) as act:
        for before in _mine(desk, code):
            act.remove(before)
        act.put(record)
    return record


def drop_template(desk: Desk, kind: str) -> None:
    """Go back to the program's template (恢复文书模板).

    Raises:
        NoOwnTemplate: nothing of one's own is used for this kind.
        UnknownWord: there is no such kind, or it has no Word version.
    """
    code = code_of(kind)
    mine = _mine(desk, code)
    if not mine:
        raise NoOwnTemplate(f"“{_words()[code]}”没有换过模板，用的就是程序自带的。")
    with desk.room.act("恢复文书模板", by=desk.by) as act:
        for before in mine:
            act.remove(before)


def twin(desk: Desk, kind: str, paper: Paper) -> bytes:
    """Return the Word version of a paper, as the bytes of a docx.

    Args:
        desk: where; only to find the template.
        kind: code or word of the paper kind.
        paper: what is filled in.

    Raises:
        UnknownWord: the kind has no Word version.
        NoTwin: the paper is a drawing.
        UnusableTemplate: a template of one's own cannot be filled in.
    """
    return filled(template(desk, kind), paper)


def filled(content: bytes, paper: Paper) -> bytes:
    """Return a paper in a template got before; touches no room, so any thread may call it.

    Raises:
        NoTwin: the paper is a drawing.
        UnusableTemplate: the template cannot be filled in.
    """
    return docx.render(content, paper)


def omitted(desk: Desk, kind: str, paper: Paper) -> tuple[str, ...]:
    """Return a sentence for each part of a paper that the template in use leaves out."""
    return omitted_from(template(desk, kind), paper)


def omitted_from(content: bytes, paper: Paper) -> tuple[str, ...]:
    """Return a sentence for each part of a paper that a template leaves out; in any thread."""
    parts = docx.omitted(content, paper)
    return tuple(f"模板里没有“{part}”，Word 版少了这一部分。" for part in parts)


def code_of(kind: str) -> str:
    """Return the code of a kind that has a Word version, given by its code or word.

    Raises:
        UnknownWord: there is none; the sentence lists those there are.
    """
    for code, word in _words().items():
        if kind in (code, word):
            return code
    listed = "、".join(f"{word}（{code}）" for code, word in _words().items())
    raise UnknownWord(f"“{kind}”没有 Word 版模板。现有：{listed}。")


def _words() -> dict[str, str]:
    twins = {code: kind.word for code, kind in KINDS.items() if kind.twin}
    return {GENERAL: GENERAL_WORD, **twins}


def _name(code: str) -> str:
    return f"{_FOLDER}/{code}.docx"


def _shipped(code: str) -> bytes:
    """Return the program's template: one made for the kind, if there is one."""
    made = resources.path("templates", f"{code}.docx")
    return (made if made.is_file() else resources.path("templates", f"{GENERAL}.docx")).read_bytes()


def _kept(desk: Desk, code: str) -> list[Attachment]:
    """Return the own templates of a kind, the one in force last."""
    found = desk.room.find(Attachment, about=PARAMETERS_ID, name=_name(code))
    # what the district issued goes before what the station made for itself
    return sorted(found, key=lambda one: (one.owner != desk.owner, one.added_on, one.id))


def _own(desk: Desk, code: str) -> Attachment | None:
    return next(reversed(_kept(desk, code)), None)


def _mine(desk: Desk, code: str) -> list[Attachment]:
    return [one for one in _kept(desk, code) if one.owner == desk.owner]


def _refuse(findings: tuple[Finding, ...]) -> None:
    stops = [str(one) for one in findings if one.weight is Weight.STOPS]
    if not stops:
        return
    rest = f"……另有{len(stops) - _MOST_TOLD}处" if len(stops) > _MOST_TOLD else ""
    raise BadTemplate("模板还不能用：" + "".join(stops[:_MOST_TOLD]) + rest)
