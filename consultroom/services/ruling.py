"""Ruling paper (文书规则): a district writes its own page, heads and wording into one file.

The file is JSON with the fields of `domain.papers.PaperRules`, and ``red_heads``; what is left
out keeps the standard's value. Stations receive the rules with the district's next pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import msgspec

from consultroom.documents.gb9704 import profile_of
from consultroom.domain.papers import PageGeometry, PaperRules
from consultroom.domain.parameters import Parameters
from consultroom.domain.stations import UnitKind
from consultroom.errors import UserError
from consultroom.services.desk import Desk

MOST_BYTES = 1024 * 1024
_LEAST_MARGIN_MM = 5.0  # what office printers leave blank anyway
_ROOM_PT = 0.5  # a row may be so much lower than its type before lines touch


class BadRules(UserError):
    """The file holds no rules that paper can be set by; the sentence says what is wrong."""


class NotOurRules(UserError):
    """This room is no district's; its rules come with the district's pack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesFile:
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
    known = {field.name for field in fields(kind)}
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
