"""版记 as WordprocessingML: a table that stands at the foot of its page. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from consultroom.documents.flow import Strip
from consultroom.documents.gb9704 import PageProfile
from consultroom.documents.templates import drawn, styles
from consultroom.documents.templates.wordml import Names, Para, twips
from consultroom.frozen import Frozen

_PT = 14.0  # 4号, as its style


class Footing(Frozen):
    """The 版记 of a paper, laid out already."""

    strip: Strip
    page: PageProfile
    break_before: bool = False

    @property
    def text(self) -> str:
        """Its characters, line by line."""
        return "\n".join(para.text for part in self._parts() for para in part)

    def xml(self, ids: Names) -> str:
        """Return the table: a row for each part between two rules."""
        width = twips(self.page.width)
        cell = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        rows = "".join(
            f"<w:tr><w:tc>{cell}{''.join(para.xml(ids) for para in part)}</w:tc></w:tr>"
            for part in self._parts()
        )
        grid = f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>'
        return f"<w:tbl>{self._look(width)}{grid}{rows}</w:tbl>"

    def _look(self, width: int) -> str:
        none = "".join(
            f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
        )
        return (
            '<w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin"'
            f' w:horzAnchor="page" w:tblpX="{twips(self.page.left)}" w:tblpYSpec="bottom"/>'
            '<w:tblOverlap w:val="never"/>'
            f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{self._borders()}</w:tblBorders>'
            f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{none}</w:tblCellMar></w:tblPr>'
        )

    def _borders(self) -> str:
        """Return the rules: the first and the last are heavier (7.4.1)."""
        rules = drawn.level_rules(self.strip.items)
        if not rules:
            return ""
        inner = rules[1] if len(rules) > 2 else rules[0]
        sides = (("top", rules[0]), ("bottom", rules[-1]), ("insideH", inner))
        return "".join(
            f'<w:{side} w:val="single" w:sz="{max(2, round(rule.weight * 8))}" w:space="0"'
            ' w:color="000000"/>'
            for side, rule in sides
        )

    def _parts(self) -> Iterator[list[Para]]:
        edges = [rule.y0 for rule in drawn.level_rules(self.strip.items)]
        edges = edges if len(edges) > 1 else [0.0, self.strip.height]
        rows = drawn.rows_of(self.strip.items)
        for top, bottom in pairwise(edges):
            part = [row for row in rows if top < row[0].y <= bottom]
            if part:
                yield [self._line(row) for row in part]

    def _line(self, row: drawn.Group) -> Para:
        return drawn.line_of(row, self.page, style=styles.IMPRINT, style_pt=_PT, right=False)
