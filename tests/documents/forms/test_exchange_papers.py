"""数据交接登记表, 数据接收回执单, 催报名单: what they say, and that it stands on the page."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from consultroom.documents.blocks import Paper
from consultroom.documents.fonts import bundled
from consultroom.documents.forms.chase_list import NOBODY, chase_list, owed_told, remark_of
from consultroom.documents.forms.receipt_slip import receipt_slip
from consultroom.documents.forms.recovery_sheet import recovery_sheet
from consultroom.documents.forms.transfer_register import transfer_register
from consultroom.documents.layout import lay_out
from consultroom.documents.pdfium import ALONE
from consultroom.documents.render_pdf import draw
from consultroom.domain.handovers import Handover, Parcel, Receipt
from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.domain.submissions import (
    MonthCell,
    MonthState,
    SequenceGap,
    StationYear,
    SubmissionYear,
)
from consultroom.frozen import replace
from tests.documents.forms.proofs import outside, printed, says, words

DAY = date(2026, 11, 21)
CHINA = timezone(timedelta(hours=8))
STATION = OrgUnit(
    id="WT",
    owner="QZX",
    name="梧桐街道委员工作站",
    kind=UnitKind.STATION,
    code="WT",
    liaison="阿依古丽·买买提",
    phone="023-68123456",
)
DISTRICT = replace(STATION, id="QZX", code="QZX", name="江州区政协", kind=UnitKind.DISTRICT)


def a_parcel(number: int, **changed: Any) -> Parcel:
    given: dict[str, Any] = {
        "name": f"QZX_WT-1A2B3C4D5E_{number:06d}.crpk",
        "size": 60_500_000,
        "sha256": hashlib.sha256(bytes([number])).hexdigest(),
        "word": "上报包",
        "receiver": "江州区政协",
        "period": "2026-10",
        "rows": 455,
        "blobs": 30,
        "number": number,
        "made_on": DAY,
    }
    return Parcel(**{**given, **changed})


def a_handover(*parcels: Parcel, **changed: Any) -> Handover:
    return Handover(sender=STATION, by="王晓", on=DAY, parcels=parcels, **changed)


# -- the register ------------------------------------------------------------------------------


def test_every_file_is_told_with_what_proves_it():
    paper = transfer_register(a_handover(a_parcel(17), label="KINGSTON", days_since=31))
    assert says(paper, "数据交接登记表", "梧桐街道委员工作站", "接收单位：江州区政协", "11月21日")
    sha = hashlib.sha256(bytes([17])).hexdigest()
    assert sha in words(paper)
    assert says(paper, "QZX_WT-1A2B3C4D5E_000017.crpk")
    assert says(paper, "上报包", "2026年10月", "记录455条，附件30个", "60.5MB", "王晓")
    assert says(paper, "合计1个文件", "U盘：KINGSTON", "距上次交接31天")
    assert outside(paper) == []


def test_the_first_time_is_told_and_a_nil_report_too():
    paper = transfer_register(a_handover(a_parcel(1, nil=True, rows=2)))
    assert says(paper, "无活动（零报告）", "这是第一次交接")


def test_files_for_several_receivers_name_theirs():
    paper = transfer_register(
        a_handover(a_parcel(1, receiver="梧桐站"), a_parcel(2, receiver="桂花站"))
    )
    assert says(paper, "接收单位：2个", "梧桐站", "桂花站")


def test_forty_files_take_pages_each_with_its_head():
    paper = transfer_register(a_handover(*map(a_parcel, range(1, 41))))
    pages = printed(paper).pages
    assert len(pages) > 1
    assert all("SHA-256" in page.text for page in pages)
    assert outside(paper) == []


# -- the slip ----------------------------------------------------------------------------------


def a_receipt(**changed: Any) -> Receipt:
    given: dict[str, Any] = {
        "receiver": "江州区政协",
        "sender": "梧桐街道委员工作站",
        "number": 17,
        "made_on": date(2026, 11, 20),
        "rows": 455,
        "code": "7K2M-QX4D",
        "payload": "CRA1:WT:1A2B3C4D5E:17:7K2MQX4D",
        "on": DAY,
        "by": "李敏",
    }
    return Receipt(**{**given, **changed})


def pictures(paper: Paper) -> list[Image.Image]:
    faces = bundled()
    with ALONE:
        document = pypdfium2.PdfDocument(draw(lay_out(paper, faces), paper, faces))
        return [page.render(scale=3).to_pil() for page in document]


def test_the_slip_can_be_typed_and_scanned():
    paper = receipt_slip([a_receipt()])
    assert "梧桐街道委员工作站" in words(paper)
    assert "第17号及以前的包已收到" in words(paper)
    assert "7K2M-QX4D" in words(paper)
    (picture,) = pictures(paper)
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [
        "CRA1:WT:1A2B3C4D5E:17:7K2MQX4D"
    ]
    assert outside(paper) == []


def test_what_did_not_come_is_told_without_asking_for_it_again():
    assert says(
        receipt_slip([a_receipt(missing=((3, 3), (5, 7)))]), "第3、5至7号没有收到", "不用重交"
    )


def test_slips_stand_several_on_a_page_and_none_is_parted():
    paper = receipt_slip([a_receipt(payload=f"CRA1:WT:AA:{n}:7K2MQX4D") for n in range(7)])
    found = [len(zxingcpp.read_barcodes(picture)) for picture in pictures(paper)]
    assert sum(found) == 7
    assert len(found) < 4
    for page in printed(paper).pages:
        assert page.text.count("数据接收回执单") == page.text.count("登记回执")


# -- the chase list ----------------------------------------------------------------------------


def cells(**states: MonthState) -> tuple[MonthCell, ...]:
    return tuple(
        MonthCell(
            period=f"2026-{month:02d}",
            state=states.get(f"m{month}", MonthState.RECEIVED),
            due=DAY,
            days_late=month if f"m{month}" in states else 0,
            reason="附件打不开" if states.get(f"m{month}") is MonthState.RETURNED else "",
        )
        for month in range(1, 13)
    )


def a_year(*lines: StationYear) -> SubmissionYear:
    return SubmissionYear(district=DISTRICT, year=2026, today=DAY, lines=lines)


def a_line(**states: MonthState) -> StationYear:
    return StationYear(unit=STATION, joined_on=DAY, cells=cells(**states))


MISSING, RETURNED = MonthState.MISSING, MonthState.RETURNED


def test_the_list_says_whom_to_call_about_what():
    line = replace(
        a_line(m2=MISSING, m3=MISSING, m5=MISSING, m10=RETURNED),
        gaps=(SequenceGap("a1", 3, 4), SequenceGap("a1", 6, 6)),
        last_at=datetime(2026, 11, 9, tzinfo=CHINA),
    )
    assert owed_told(line) == "缺报2至3月、5月；退回10月"
    assert remark_of(line) == (
        "10月退回：附件打不开；缺第3至4号包；缺第6号包；最近一次收到：2026年11月9日"
    )
    paper = chase_list(a_year(line), by="李敏")
    assert says(paper, "数据报送催报名单", "江州区政协", "梧桐街道委员工作站", "阿依古丽·买买提")
    assert says(paper, "023-68123456", "缺报2至3月", "10", "填表人：李敏")
    assert outside(paper) == []


def test_who_has_not_joined_is_told():
    assert remark_of(replace(a_line(m1=MISSING), joined_on=None)) == "未入网"


def test_who_owes_nothing_is_not_on_it():
    paper = chase_list(a_year(a_line()))
    assert "".join(NOBODY.split()) in words(paper)
    assert "梧桐街道" not in words(paper)


@pytest.mark.parametrize("stations", [30, 200])
def test_many_stations_take_pages_each_with_its_head(stations: int):
    paper = chase_list(a_year(*[a_line(m1=MISSING, m10=RETURNED)] * stations))
    pages = printed(paper).pages
    assert len(pages) > 1
    assert all("催报记录" in page.text for page in pages)


ON_PAPER = "AGE-SECRET-KEY-1QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7LQPZRY9X8GF2TVDW0S3JN54KHC"


def test_the_recovery_key_can_be_typed_and_scanned_from_one_page():
    paper = recovery_sheet("江州区政协", date(2026, 11, 21), ON_PAPER)
    (picture,) = pictures(paper)
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [ON_PAPER]
    assert ON_PAPER in words(paper).replace(" ", "").replace("\n", "")
    assert outside(paper) == []
