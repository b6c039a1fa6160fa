"""The trial page says how wide its box must be, and is as wide as it says."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdfium2 import PdfDocument

from consultroom.domain.papers import PageGeometry
from consultroom.services.trial_printing import trial_pdf


@pytest.mark.parametrize("width", [156.0, 150.0])
def test_the_box_is_as_wide_as_is_said(width: float):
    pdf = trial_pdf("梧桐街道委员工作站", PageGeometry(block_width_mm=width))
    with PdfDocument(BytesIO(pdf)) as document:
        assert len(document) == 1
        page = document[0]
        assert f"{width:g}毫米" in page.get_textpage().get_text_bounded().replace(" ", "")
        edges = [one.get_bounds() for one in page.get_objects() if one.type == 2]
        left, right = min(one[0] for one in edges), max(one[2] for one in edges)
    assert (right - left) * 25.4 / 72 == pytest.approx(width, abs=1)
