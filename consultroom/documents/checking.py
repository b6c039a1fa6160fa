"""Checking any PDF against a page profile, with pdfium: the paper check (版面检查).

What is off is named in mm and pt. Rules stand in `RULES`; each reads one page and says what it
finds there. Only lines of body text are held to the grid: a boxed form has no grid, so a page with
ruled cells is checked for its edges, its fonts and the ends of its lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from statistics import median

from consultroom.documents.gb9704 import EM_RISE, GB9704, MM, NumberPlace, PageProfile
from consultroom.documents.kinsoku import NO_END, NO_START
from consultroom.documents.measuring import MeasuredLine, MeasuredPage, MeasuredPdf
from consultroom.frozen import Frozen

EDGE_MM = 1.0  # GB/T 9704-2012 clause 6.2: 版心误差不超过 1 mm
SHEET_MM = 2.0  # clause 6.3: 成品尺寸误差 ±2 mm
PITCH_MM = 0.12  # 22 lines that are each off by this are off by a quarter of a line
CHAR_MM = 0.08  # 28 characters that are each off by this miss the edge by 2 mm
NUMBER_MM = 2.0  # clause 6.3: 双面印刷页码套正误差不超过 2 mm
SIZE_PT = 0.3
_FULL_PAGE = 8  # lines from which a page's edges can be told
_FANGSONG = re.compile("fang|仿宋|fzfs|zhuque", re.IGNORECASE)
_NUMBER = re.compile(r"^[—–―－-]*(\d+)[—–―－-]*$|^第(\d+)页")
_HAN = re.compile("[\u4e00-\u9fff\u3400-\u4dbf]")
_NO_GLYPH = re.compile("[〓\ue000-\uf8ff]")
_TABLE_RULES = 6  # strokes on a page from which it is a boxed form


class Finding(Frozen):
    """One thing that is off.

    Attributes:
        rule: code of the rule, ``margin.left``.
        page: counted from 1; 0 when it is about the whole file.
        sentence: what is off, with what was measured and what it should be.
    """

    rule: str
    page: int
    sentence: str


class Sheet(Frozen):
    """A page with what its file says of body text.

    Attributes:
        number: counted from 1.
        body: lines of body text; none on a boxed form.
        body_pt: the size most characters of the file have.
    """

    page: MeasuredPage
    number: int
    body: tuple[MeasuredLine, ...]
    body_pt: float


Said = Iterator[str]
Rule = Callable[[Sheet, PageProfile], Said]


def check(found: MeasuredPdf, profile: PageProfile = GB9704) -> tuple[Finding, ...]:
    """Return what is off in a measured PDF, page by page; nothing when all is well."""
    size = _body_size(found)
    findings = [Finding("fonts", 0, text) for text in _fonts(found)]
    findings += [Finding("title", 0, text) for text in _said_title(found)]
    for at, page in enumerate(found.pages, start=1):
        sheet = Sheet(page, at, _body(page, size, profile), size)
        for code, rule in RULES:
            findings += [Finding(code, at, text) for text in rule(sheet, profile)]
    return tuple(findings)


def _body_size(found: MeasuredPdf) -> float:
    sizes = Counter(round(mark.size, 1) for page in found.pages for mark in page.marks)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _body(page: MeasuredPage, size: float, profile: PageProfile) -> tuple[MeasuredLine, ...]:
    if page.rules >= _TABLE_RULES:
        return ()
    lower = profile.top_mm + profile.block_height_mm + EDGE_MM
    return tuple(
        line
        for line in page.lines
        if abs(median(m.size for m in line.marks) - size) < SIZE_PT
        and not (line.y > lower and _number_of(line))
    )


def _number_of(line: MeasuredLine) -> re.Match[str] | None:
    """Return the page number a line is, or None."""
    return _NUMBER.match(re.sub(r"\s", "", line.text))


# the whole file


def _fonts(found: MeasuredPdf) -> Said:
    for name, embedded in found.fonts:
        if not embedded:
            yield f"字体“{name}”没有嵌入文件，换一台电脑字形会变。"


def _said_title(found: MeasuredPdf) -> Said:
    if not found.info.get("Title"):
        yield "文件属性里没有标题。"


# one page


def _sheet_size(sheet: Sheet, profile: PageProfile) -> Said:
    wide, high = sheet.page.width, sheet.page.height
    upright = (profile.width_mm, profile.height_mm)
    turned = upright[::-1]
    if not any(_near((wide, high), size, SHEET_MM) for size in (upright, turned)):
        yield f"纸张{wide:.1f}×{high:.1f}毫米，应为{upright[0]:.0f}×{upright[1]:.0f}毫米。"


def _near(found: tuple[float, float], wanted: tuple[float, float], within: float) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, wanted, strict=True))


def _left(sheet: Sheet, profile: PageProfile) -> Said:
    if len(sheet.body) < _FULL_PAGE:
        return
    edge = min(line.x0 for line in sheet.body)
    off = edge - profile.left_mm
    chars = off * MM / profile.cell  # a page of indented lists has no line at the edge
    indented = chars > 1 and abs(chars - round(chars)) * profile.cell / MM < EDGE_MM / 2
    if abs(off) > EDGE_MM and not indented:
        yield f"订口（左边距）{edge:.1f}毫米，应为{profile.left_mm:.1f}毫米。"


def _right(sheet: Sheet, profile: PageProfile) -> Said:
    wanted = profile.left_mm + profile.block_width_mm
    if not sheet.body:
        return
    edge = max(line.x1 for line in sheet.body)
    narrow = len(sheet.body) >= _FULL_PAGE and wanted - edge > profile.cell / MM
    if edge - wanted > EDGE_MM or narrow:
        yield f"文字右缘到{edge:.1f}毫米处，版心右边应在{wanted:.1f}毫米处。"


def _top(sheet: Sheet, profile: PageProfile) -> Said:
    if not sheet.body:
        return
    first = sheet.page.lines[0]
    top = first.y - EM_RISE * sheet.body_pt / MM
    begins, lead = sheet.number > 1 and first is sheet.body[0], profile.lead / MM
    if profile.top_mm - top > EDGE_MM or (begins and top - lead - profile.top_mm > 2 * EDGE_MM):
        yield f"第一行文字上缘在{top:.1f}毫米处，天头应为{profile.top_mm:.1f}毫米。"


def _bottom(sheet: Sheet, profile: PageProfile) -> Said:
    if not sheet.body:
        return
    wanted = profile.top_mm + profile.block_height_mm
    bottom = sheet.body[-1].y + (1 - EM_RISE) * sheet.body_pt / MM
    if bottom - wanted > EDGE_MM:
        yield f"最后一行下缘在{bottom:.1f}毫米处，版心下边应在{wanted:.1f}毫米处。"


def _size(sheet: Sheet, profile: PageProfile) -> Said:
    if sheet.body and abs(sheet.body_pt - profile.body_pt) > SIZE_PT:
        yield f"正文字号{sheet.body_pt:.1f}磅，应为{profile.body_pt:.1f}磅。"


def _face(sheet: Sheet, profile: PageProfile) -> Said:
    del profile
    faces = Counter(m.font for line in sheet.body for m in line.marks if _HAN.match(m.text))
    if faces and len(sheet.body) >= _FULL_PAGE:
        face = faces.most_common(1)[0][0]
        if not _FANGSONG.search(face):
            yield f"正文字体是“{face}”，应为仿宋。"


def _pitch(sheet: Sheet, profile: PageProfile) -> Said:
    steps = [below.y - above.y for above, below in pairwise(sheet.body)]
    wanted = profile.pitch / MM
    single = [step for step in steps if step < 1.5 * wanted]
    if len(single) >= _FULL_PAGE and abs(median(single) - wanted) > PITCH_MM:
        yield f"行距{median(single):.2f}毫米，应为{wanted:.2f}毫米。"


def _rows(sheet: Sheet, profile: PageProfile) -> Said:
    if len(sheet.body) > profile.rows:
        yield f"这一页有{len(sheet.body)}行，每页应为{profile.rows}行。"


def _chars(sheet: Sheet, profile: PageProfile) -> Said:
    steps = [
        right.x - left.x
        for line in sheet.body
        for left, right in pairwise(line.marks)
        if _HAN.match(left.text) and _HAN.match(right.text)
    ]
    if len(steps) < 5 * _FULL_PAGE:
        return
    # justifying only ever widens: what the narrower lines have is the pitch that was set
    wanted, step = profile.cell / MM, sorted(steps)[len(steps) // 10]
    if abs(step - wanted) > CHAR_MM:
        fit = profile.block_width_mm / step
        yield (
            f"字距{step:.2f}毫米，一行排{fit:.1f}字；应为{wanted:.2f}毫米，一行{profile.chars}字。"
        )


def _kinsoku(sheet: Sheet, profile: PageProfile) -> Said:
    del profile
    for line in sheet.body:
        if line.text[0] in NO_START and line.text[0] not in "—…":
            yield f"“{line.text[:8]}…”一行以“{line.text[0]}”开头，标点不能放在行首。"
        if line.text[-1] in NO_END:
            yield f"“…{line.text[-8:]}”一行以“{line.text[-1]}”结尾，前引号、前括号不能放在行末。"


def _characters(sheet: Sheet, profile: PageProfile) -> Said:
    del profile
    if _NO_GLYPH.search(sheet.page.text):
        yield "有字没有字形，印成了“〓”或者造字区的字，别的电脑上认不出。"
    if "\ufffd" in sheet.page.text:
        yield "有字复制出来是乱码，电脑认不出它。"


def _numbers(sheet: Sheet, profile: PageProfile) -> Said:
    place = profile.page_number.place
    if place is NumberPlace.NONE or not sheet.body:
        return
    lower = profile.top_mm + profile.block_height_mm
    line = next((x for x in sheet.page.lines if x.y > lower and _number_of(x)), None)
    if line is None:
        if sheet.number > 1:  # clause 10.1: the first page of a letter shows none
            yield "没有页码。"
        return
    yield from _number_text(sheet, profile, line)
    yield from _number_place(sheet, profile, line)


def _number_text(sheet: Sheet, profile: PageProfile, line: MeasuredLine) -> Said:
    match = _number_of(line)
    told = int(match[1] or match[2]) if match else 0
    wanted = profile.first_number + sheet.number - 1
    if told != wanted:
        yield f"页码是{told}，应为{wanted}。"


def _number_place(sheet: Sheet, profile: PageProfile, line: MeasuredLine) -> Said:
    side, left = profile.cell / MM, profile.left_mm
    right = left + profile.block_width_mm
    drop = line.y - (profile.top_mm + profile.block_height_mm)
    if abs(drop - profile.page_number.drop_mm) > 2 * NUMBER_MM:
        yield f"页码在版心下边以下{drop:.1f}毫米，应为{profile.page_number.drop_mm:.1f}毫米。"
    if profile.page_number.place is NumberPlace.CENTRE:
        off = (line.x0 + line.x1) / 2 - (left + right) / 2
        if abs(off) > NUMBER_MM:
            yield f"页码偏离居中位置{abs(off):.1f}毫米。"
        return
    odd = (profile.first_number + sheet.number - 1) % 2 == 1
    gap = right - line.x1 if odd else line.x0 - left
    if abs(gap - side) > NUMBER_MM:
        word = "右边" if odd else "左边"
        yield f"页码离版心{word}{gap:.1f}毫米，应空一字（{side:.1f}毫米）。"


RULES: tuple[tuple[str, Rule], ...] = (
    ("sheet", _sheet_size),
    ("margin.left", _left),
    ("margin.right", _right),
    ("margin.top", _top),
    ("margin.bottom", _bottom),
    ("size", _size),
    ("face", _face),
    ("pitch", _pitch),
    ("rows", _rows),
    ("chars", _chars),
    ("kinsoku", _kinsoku),
    ("characters", _characters),
    ("page_number", _numbers),
)
