"""The district's page in a docx: margins, pitch and page numbers, written when it is rendered.

Templates are made for the standard's page. What a template still has as shipped is set to the
paper's profile; what a district changed by hand in WPS stays as the district wants it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from consultroom.documents.gb9704 import GB9704, MM, NumberPlace, PageNumber, PageProfile, turned
from consultroom.documents.templates import styles
from consultroom.documents.templates.pieces import TURNED, UPRIGHT
from consultroom.documents.templates.wordml import Names, twips

_MARKS = (TURNED, UPRIGHT)
_NEAR = 12  # twips; word processors round
_DASH_BASELINE = 0.29  # sizes: from the dash of a page number down to its baseline
_ASCENT = 0.8
_NUMBER_LINE = 16.0  # pt, as in `styles`


def element(xml: str) -> Any:
    """Return an element from XML text without namespaces declared."""
    end = next(at for at, ch in enumerate(xml) if ch in " />")
    return parse_xml(f"{xml[:end]} {nsdecls('w', 'r')}{xml[end:]}")


def style_ids(document: Any) -> dict[str, str]:
    """Return the id of each named style, after adding those the template lacks."""
    found = {style.name: style.style_id for style in document.styles}
    for name in styles.style_names():
        if name not in found:
            document.styles.element.append(element(styles.style_xml(name)))
            found[name] = name
    return found


def fit(document: Any, page: PageProfile, ids: Names) -> None:
    """Write a page profile into a template."""
    for name in styles.style_names():
        _refit(_style(document, ids[name]), name, page)
    for section in document.sections:
        resize(section._sectPr, page)  # noqa: SLF001 - python-docx has no docGrid
    _number(document, page.page_number, page)


def _style(document: Any, style_id: str) -> Any:
    wanted = qn("w:styleId")
    return next(one for one in document.styles.element if one.get(wanted) == style_id)


def _refit(style: Any, name: str, page: PageProfile) -> None:
    """Set each value of a style that is the standard's to the profile's."""
    shipped = dict(_values(element(styles.style_xml(name))))
    wanted = dict(_values(element(styles.style_xml(name, page))))
    for (path, key), value in wanted.items():
        there = style.find(path)
        if there is not None and there.get(key) == shipped.get((path, key)) != value:
            there.set(key, value)


def _values(style: Any) -> Iterator[tuple[tuple[str, str], str]]:
    for path, key, value in styles.flat(style):
        if not path.startswith(qn("w:name")):
            yield (path, key), value


def geometry(page: PageProfile) -> dict[str, dict[str, int]]:
    """Return sheet, margins and line grid in twips, by element and attribute.

    The type area is as high as its rows, at least as high as the profile's: a line that stands in
    the middle of its strip may hang below the type area by its leading.
    """
    width, height = twips(page.width_mm * MM), twips(page.height_mm * MM)
    left, top = twips(page.left), twips(page.top)
    rows = rows_of(page) * styles.line_twips(page)
    tall = max(twips(page.height), rows)
    return {
        "w:pgSz": {"w:w": width, "w:h": height},
        "w:pgMar": {
            "w:top": top,
            "w:right": width - left - twips(page.width),
            "w:bottom": max(0, height - top - tall),
            "w:left": left,
            "w:header": min(top, 850),
            "w:footer": footer_twips(page),
            "w:gutter": 0,
        },
        "w:docGrid": {"w:linePitch": styles.line_twips(page)},
    }


def rows_of(page: PageProfile) -> int:
    """Return how many lines the PDF's layout puts on a page."""
    tail = page.pitch - page.body_pt - page.lead
    return int((page.height + tail) / page.pitch + 1e-6)


def footer_twips(page: PageProfile) -> int:
    """Return how far above the sheet's lower edge the line of the page number ends."""
    number = page.page_number
    dash = page.top + page.height + number.drop_mm * MM
    end = dash + _DASH_BASELINE * number.size_pt + (1 - _ASCENT) * _NUMBER_LINE
    return max(0, twips(page.height_mm * MM - end))


def resize(section: Any, page: PageProfile, *, force: bool = False) -> None:
    """Write sheet, margins and line grid into a ``w:sectPr``.

    Args:
        section: the element.
        page: what to write.
        force: over what a district set by hand, too.
    """
    shipped, wanted = geometry(GB9704), geometry(page)
    for tag, values in wanted.items():
        there = section.find(qn(tag))
        if there is None:
            there = element(f"<{tag}/>")
            _insert(section, there)
        for key, value in values.items():
            now = there.get(qn(key))
            own = now is not None and abs(int(float(now)) - shipped[tag][key]) > _NEAR
            if force or not own:
                there.set(qn(key), str(value))


def _insert(section: Any, child: Any) -> None:
    """Put a child where the schema wants it: sheet and margins first, the grid last."""
    order = ("w:headerReference", "w:footerReference", "w:type", "w:pgSz", "w:pgMar")
    before = [qn(tag) for tag in order]
    if child.tag == qn("w:docGrid"):
        section.append(child)
        return
    ahead = before[: before.index(child.tag)]
    place = sum(1 for one in section if one.tag in ahead)
    section.insert(place, child)


# --- page numbers -----------------------------------------------------------------------


def _number(document: Any, number: PageNumber, page: PageProfile) -> None:
    """Put the page number where the profile wants it; nothing is done to one as shipped."""
    if number == PageNumber() and page.first_number == 1:
        return
    for section in document.sections:
        if page.first_number != 1:
            start = element(f'<w:pgNumType w:start="{page.first_number}"/>')
            section._sectPr.find(qn("w:pgMar")).addnext(start)  # noqa: SLF001
        for foot in (section.footer, section.even_page_footer):
            if not foot.is_linked_to_previous:
                _renumber(foot._element, number)  # noqa: SLF001 - the part's XML


def _renumber(foot: Any, number: PageNumber) -> None:
    for paragraph in foot.iter(qn("w:p")):
        if not any("PAGE" in (code.text or "") for code in paragraph.iter(qn("w:instrText"))):
            continue
        if number.place is not NumberPlace.OUTER:
            _centre(paragraph)
        if number.place is NumberPlace.NONE:
            _empty(paragraph)
        elif number.text != PageNumber().text:
            _empty(paragraph)
            for run in number_runs(number.text):
                paragraph.append(element(run))


def _centre(paragraph: Any) -> None:
    look = paragraph.get_or_add_pPr()
    for tag in ("w:ind", "w:jc"):
        for one in look.findall(qn(tag)):
            look.remove(one)
    look.append(element('<w:ind w:left="0" w:right="0" w:firstLine="0"/>'))
    look.append(element('<w:jc w:val="center"/>'))


def _empty(paragraph: Any) -> None:
    for one in list(paragraph):
        if one.tag != qn("w:pPr"):
            paragraph.remove(one)


def number_runs(text: str) -> Iterator[str]:
    """Yield the runs of a page number: ``{page}`` and ``{pages}`` are fields."""
    fields = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
    rest = text
    while rest:
        at, name = min(
            ((rest.find(one), one) for one in fields if one in rest), default=(len(rest), "")
        )
        if at:
            words = rest[:at].replace("&", "&amp;").replace("<", "&lt;")
            yield f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
        if name:
            yield '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            yield f'<w:r><w:instrText xml:space="preserve"> {fields[name]} </w:instrText></w:r>'
            yield '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            yield "<w:r><w:t>1</w:t></w:r>"
            yield '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        rest = rest[at + len(name) :]


# --- sections of their own --------------------------------------------------------------


def fill_sections(document: Any, page: PageProfile) -> None:
    """Give the sections of turned pages their sheet, and drop an empty one at the end."""
    body = document.element.body
    last = body.sectPr
    mark = qn("w:rsidSect")
    for section in [one for one in body.iter(qn("w:sectPr")) if one.get(mark) in _MARKS]:
        side = section.get(mark) == TURNED
        made = copy.deepcopy(last)
        if side:
            resize(made, turned(page), force=True)
            made.find(qn("w:pgSz")).set(qn("w:orient"), "landscape")
        section.getparent().replace(section, made)
        paragraph = made.getparent().getparent()
        if side and not [one for one in paragraph.itersiblings() if one is not last]:
            made.getparent().remove(made)
            body.replace(last, made)
