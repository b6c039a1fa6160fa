"""The measure itself, on files another hand wrote."""

from __future__ import annotations

from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from consultroom.documents.gb9704 import MM
from consultroom.documents.measuring import measure


@pytest.fixture(scope="module")
def found():
    file = BytesIO()
    canvas = Canvas(file, pagesize=(100 * MM, 50 * MM), invariant=1)
    canvas.setTitle("Measured")
    canvas.setFont("Times-Roman", 12)
    canvas.drawString(30 * MM, 20 * MM, "right")
    canvas.drawString(10 * MM, 20.2 * MM, "left")
    canvas.drawString(10 * MM, 10 * MM, "below")
    canvas.showPage()
    canvas.save()
    return measure(file.getvalue())


def test_the_sheet_is_measured_in_mm(found):
    assert (found.pages[0].width, found.pages[0].height) == pytest.approx((100, 50), abs=0.01)


def test_lines_read_from_the_top_and_from_the_left(found):
    assert [line.text for line in found.pages[0].lines] == ["leftright", "below"]


def test_a_baseline_is_measured_from_the_top(found):
    below = found.pages[0].lines[1]
    assert (below.x0, below.y) == pytest.approx((10, 40), abs=0.01)
    assert below.marks[0].size == pytest.approx(12)


def test_a_font_that_is_not_in_the_file_is_told(found):
    assert ("Times-Roman", False) in found.fonts


def test_the_file_says_its_title(found):
    assert found.info["Title"] == "Measured"
