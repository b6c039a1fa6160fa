"""Ruling (文书规则、工作参数): what a district decides for its stations, in a file or one by one.

A station rules itself until its district has issued parameters; then it only reads them. The file
is JSON with the fields of `domain.papers.PaperRules`, and ``red_heads``; what is left out keeps the
standard's value. Stations receive the rules with the district's next pack.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from consultroom.documents.gb9704 import profile_of
from consultroom.domain.papers import PageGeometry, PaperRules, Wording
from consultroom.domain.parameters import PARAMETERS_ID, Parameters
from consultroom.domain.stations import UnitKind
from consultroom.domain.wordings import PHRASES, Phrase
from consultroom.errors import UserError
from consultroom.frozen import Frozen, astuple, names_of, replace
from consultroom.services.desk import Desk

MOST_BYTES = 1024 * 1024
MOST_LETTERS = 400  # of a phrase
_LEAST_MARGIN_MM = 5.0  # what office printers leave blank anyway
_ROOM_PT = 0.5  # a row may be so much lower than its type before lines touch


class BadRules(UserError):
    """The file holds no rules that paper can be set by; the sentence says what is wrong."""


class NotOurRules(UserError):
    """This room is no district's; its rules come with the district's pack."""


class RulesFile(Frozen, kw_only=True):
    """What the file holds."""

    red_heads: bool = False
    paper: PaperRules = PaperRules()


def rules_text(desk: Desk) -> str:
    """Return the rules in force as the text of a file that can be edited and used."""
    parameters = desk.parameters()
    told = RulesFile(red_heads=parameters.red_heads, paper=parameters.paper)
    plain = msgspec.to_builtins(told, enc_hook=_code)
    return msgspec.json.format(msgspec.json.encode(plain), indent=2).decode() + "\n"


def _code(value: Any) -> Any:
    return value.code


def use_rules(desk: Desk, file: Path) -> Parameters:
    """Rule the paper of all stations by a file from now on (修改文书规则).

    Raises:
        NotOurRules: this room is a station's.
        BadRules: the file cannot be read, names an unknown field, or describes no page.
    """
    if desk.station().kind is not UnitKind.DISTRICT:
        raise NotOurRules("文书规则由区政协统一下发，工作站不能自己改。需要调整请联系区里。")
    told = read_rules(_bytes(file))
    ruled = replace(desk.parameters(), owner=desk.owner, red_heads=told.red_heads, paper=told.paper)
    with desk.room.act("修改文书规则", by=desk.by) as act:
        act.put(ruled)
    return ruled


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadRules(f"“{file.name}”太大，不是文书规则文件。")
        return file.read_bytes()
    except OSError as error:
        raise BadRules(f"读不了“{file.name}”，请核对位置和权限。") from error


def read_rules(content: bytes) -> RulesFile:
    """Return the rules a file holds.

    Raises:
        BadRules: it is no JSON of rules, or its page cannot be printed on.
    """
    try:
        plain = msgspec.json.decode(content)
        _refuse_unknown(plain, RulesFile, "")
        told = msgspec.convert(plain, RulesFile)
    except msgspec.ValidationError as error:
        place = re.search(r"\$\.?(\S*?)`?$", str(error))
        where = place[1] if place else ""
        raise BadRules(f"文书规则里“{where}”填得不对，请对照原来的文件改正。") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadRules("文书规则文件不是 JSON，或者没有写完整，请对照原来的文件改正。") from error
    for sentence in faults_of(told.paper.geometry):
        raise BadRules(sentence)
    return told


def _refuse_unknown(plain: Any, kind: type[Any], where: str) -> None:
    """Refuse a field that nothing reads: it may be a slip that would go unnoticed."""
    if not isinstance(plain, dict):
        return
    known = set(names_of(kind))
    for name, value in plain.items():
        if name not in known:
            raise BadRules(f"文书规则里没有“{where}{name}”这一项，请核对拼写。")
        inner = {"paper": PaperRules, "geometry": PageGeometry}.get(name)
        if inner:
            _refuse_unknown(value, inner, f"{where}{name}.")


def faults_of(page: PageGeometry) -> tuple[str, ...]:
    """Return why a page cannot be printed on; nothing when it can."""
    right = page.width_mm - page.left_mm - page.block_width_mm
    bottom = page.height_mm - page.top_mm - page.block_height_mm
    if min(page.left_mm, page.top_mm, right, bottom) < _LEAST_MARGIN_MM:
        return (f"版心离纸边不到{_LEAST_MARGIN_MM:.0f}毫米，打印机印不出来，请改版心或页边距。",)
    if page.rows < 1 or page.chars < 1 or not 6 <= page.body_pt <= 42:
        return ("每页行数、每行字数至少是1，字号在6到42磅之间，请改正。",)
    profile = profile_of(page)
    if profile.cell < page.body_pt * 0.9:
        return (f"一行排{page.chars}个{page.body_pt:g}磅的字放不下，请减少字数或字号。",)
    if page.rows > 1 and profile.pitch < page.body_pt - _ROOM_PT:
        return (f"行距{profile.pitch:.1f}磅比字号还小，上下行会叠在一起，请减少行数。",)
    if page.line_pitch_pt and page.rows * page.line_pitch_pt > profile.height + profile.pitch:
        return ("行数乘行距超过了版心高度，请减少行数或行距。",)
    return ()


# -- what came from the district, and what may be changed here -------------------------------------


class Issued(Frozen, kw_only=True):
    """Parameters that came from the organisation above (下发的参数).

    Attributes:
        on: when the newest of them was taken in.
        times: how often they changed here by what it sent; 1 for the first.
        pack: number of the pack that brought them, of those its computer wrote for this room.
    """

    on: datetime
    times: int
    pack: int


def issued(desk: Desk) -> Issued | None:
    """Return when the parameters in force came from above; None while they are this room's own."""
    packs = {one.act: one for one in desk.room.packs.received() if one.act}
    lines = desk.room.history(PARAMETERS_ID)
    brought = [line.act for line in lines if line.act.id in packs and not line.act.undone]
    if not brought or desk.station().kind is UnitKind.DISTRICT:
        return None
    last = packs[brought[-1].id]
    return Issued(on=brought[-1].at, times=len(brought), pack=last.seq)


def may_rule(desk: Desk) -> bool:
    """Tell whether parameters may be changed here: at the district, and nowhere it has issued."""
    return issued(desk) is None


def reword(desk: Desk, key: str, text: str) -> Parameters:
    """Word a phrase of `domain.wordings` another way (修改文书用语); its own text restores it.

    Raises:
        NotOurRules: the district has issued the wording.
        BadRules: the text is empty or too long, or has a blank that nothing fills.
    """
    phrase, plain = PHRASES[key], " ".join(text.split())
    _refuse_bad_text(phrase, plain)
    rest = tuple(own for own in desk.parameters().paper.wording if own.phrase != key)
    own = () if plain == phrase.text else (Wording(phrase=key, text=plain),)
    parameters = _with_wording(desk, (*rest, *own))
    with desk.room.act("修改文书用语", by=desk.by) as act:
        act.put(parameters)
    return parameters


def restore_wording(desk: Desk, *keys: str) -> Parameters:
    """Print the program's own text of phrases again (恢复默认用语).

    Raises:
        NotOurRules: the district has issued the wording.
    """
    kept = tuple(own for own in desk.parameters().paper.wording if own.phrase not in keys)
    parameters = _with_wording(desk, kept)
    with desk.room.act("恢复默认用语", by=desk.by) as act:
        act.put(parameters)
    return parameters


def _refuse_bad_text(phrase: Phrase, text: str) -> None:
    if not text:
        raise BadRules("用语不能空着。要用程序自带的，请点“恢复默认”。")
    if len(text) > MOST_LETTERS:
        raise BadRules(f"最多{MOST_LETTERS}个字，请删去{len(text) - MOST_LETTERS}个字。")
    if strange := phrase.strange(text):
        known = "、".join(f"{{{blank}}}" for blank in phrase.blanks) or "（没有）"
        raise BadRules(f"花括号里的“{strange[0]}”填不出来。这一句能用的有：{known}。")


def _with_wording(desk: Desk, wording: tuple[Wording, ...]) -> Parameters:
    _refuse_issued(desk)
    parameters = desk.parameters()
    return replace(parameters, paper=replace(parameters.paper, wording=wording))


def set_terms(desk: Desk, changed: Parameters) -> Parameters:
    """Change terms and habits of work (修改工作参数): what is due when, how many levels review.

    Raises:
        NotOurRules: the district has issued them.
        BadRules: a number is out of bounds.
    """
    for value, least, most, what in (
        *((days, 0, 60, "提前或限期的天数") for days in astuple(changed.lead)),
        (changed.reply_days, 1, 365, "答复期限"),
        (changed.return_days, 0, 60, "退回期限"),
        (changed.review_levels, 1, 3, "审核层级"),
        (changed.look_back_days, 0, 730, "回头看的天数"),
        (changed.reporting.due_day, 1, 31, "报送日"),
    ):
        if not least <= value <= most:
            raise BadRules(f"{what}请填{least}到{most}之间的数，现在是{value}。")
    _refuse_issued(desk)
    with desk.room.act("修改工作参数", by=desk.by) as act:
        act.put(changed)
    return changed


def _refuse_issued(desk: Desk) -> None:
    if not may_rule(desk):
        raise NotOurRules("参数由区政协统一下发，工作站不能自己改。需要调整请联系区里。")
