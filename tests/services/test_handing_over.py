"""Packs go from the outbox to the stick, with a register to sign and a slip for what came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from consultroom.documents.pdfium import ALONE
from consultroom.errors import UserError
from consultroom.exchange.putting import NotPut
from consultroom.exchange.sticks import Stick, UnfitStick
from consultroom.services import handing_over
from consultroom.services.exchanging import exporting
from consultroom.services.exchanging.acknowledging import deliveries, type_slip
from consultroom.services.exchanging.exporting import Exported, Wish
from consultroom.services.exchanging.partners import NoPartner
from tests.services.exchanging.offices import Offices, found_offices
from tests.services.stages import on


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    made = found_offices(tmp_path, codes=("WT",))
    yield made
    made.close()


class OneStick:
    """A computer with one stick, as small or as closed as a test wants."""

    def __init__(self, *, free: int = 10**9, read_only: bool = False) -> None:
        self._free, self._read_only = free, read_only

    def sticks(self) -> tuple[Stick, ...]:
        return (self.at(Path("/media/k")),)

    def at(self, folder: Path) -> Stick:
        return Stick(
            folder=folder,
            label="KINGSTON",
            filesystem="vfat",
            size=10**9,
            free=self._free,
            read_only=self._read_only,
        )


def in_the_outbox(offices: Offices, period: str, day: date) -> tuple[Exported, list[Path]]:
    desk = offices.stations["WT"]
    on(desk, day)
    outbox = desk.room.folder / "outbox"
    made = exporting.export(desk, outbox, Wish(period=period))
    return made, [outbox / one.name for one in made.packs]


def text_of(pdf: bytes) -> str:
    with ALONE:
        pages = list(pypdfium2.PdfDocument(pdf))
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def test_packs_are_put_on_the_stick_and_may_be_pulled_out(offices: Offices):
    desk = offices.stations["WT"]
    made, files = in_the_outbox(offices, "2026-08", date(2026, 9, 2))
    told: list[int] = []
    done = handing_over.hand_over(desk, files, offices.stick, tell=told.append, drives=OneStick())
    assert [(one.name, one.sha256) for one in done.files] == [
        (one.name, one.sha256) for one in made.packs
    ]
    assert "可以拔出" in done.says
    assert sum(told) == 2 * sum(one.size for one in made.packs)
    assert (offices.stick / files[0].name).read_bytes() == files[0].read_bytes()
    assert files[0].exists()


def test_the_register_says_what_was_handed_over_and_how_long_ago_the_last_was(offices: Offices):
    desk = offices.stations["WT"]
    _, files = in_the_outbox(offices, "2026-08", date(2026, 9, 2))
    first = handing_over.hand_over(desk, files, offices.stick, drives=OneStick())
    assert first.handover.days_since is None
    made, files = in_the_outbox(offices, "2026-09", date(2026, 10, 8))
    second = handing_over.hand_over(desk, files, offices.stick, drives=OneStick())
    assert second.handover.days_since == 36
    text = text_of(handing_over.register_pdf(desk, second.handover))
    for word in ("梧桐街道委员工作站", "江州区政协", made.packs[0].sha256, "KINGSTON", "36天"):
        assert word in text
    assert handing_over.days_since_last(desk) == 0
    on(desk, date(2026, 10, 11))
    assert handing_over.days_since_last(desk) == 3


def test_packs_written_straight_to_the_stick_have_a_register_too(offices: Offices):
    made = offices.report("WT", "2026-08", date(2026, 9, 2))
    handover = handing_over.of_packs(offices.stations["WT"], made.packs, "KINGSTON")
    (parcel,) = handover.parcels
    assert (parcel.name, parcel.rows, parcel.period) == (
        made.packs[0].name,
        made.rows,
        "2026-08",
    )


def test_a_stick_that_cannot_hold_them_is_refused_before_anything_is_written(offices: Offices):
    desk = offices.stations["WT"]
    _, files = in_the_outbox(offices, "2026-08", date(2026, 9, 2))
    for drives, why in ((OneStick(free=10), "只剩"), (OneStick(read_only=True), "只读")):
        with pytest.raises(UnfitStick, match=why):
            handing_over.hand_over(desk, files, offices.stick, drives=drives)
    assert list(offices.stick.iterdir()) == []


def test_a_pack_that_changed_in_the_outbox_is_not_handed_over(offices: Offices):
    desk = offices.stations["WT"]
    _, files = in_the_outbox(offices, "2026-08", date(2026, 9, 2))
    files[0].write_bytes(files[0].read_bytes()[:-1])
    with pytest.raises(NotPut, match="重新导出"):
        handing_over.hand_over(desk, files, offices.stick, drives=OneStick())
    assert list(offices.stick.iterdir()) == []
    files[0].unlink()
    with pytest.raises(NotPut, match="不在了"):
        handing_over.hand_over(desk, files, offices.stick, drives=OneStick())


def test_handing_over_twice_changes_nothing_even_on_a_full_stick(offices: Offices):
    desk = offices.stations["WT"]
    _, files = in_the_outbox(offices, "2026-08", date(2026, 9, 2))
    handing_over.hand_over(desk, files, offices.stick, drives=OneStick())
    before = (offices.stick / files[0].name).stat().st_mtime_ns
    full = OneStick(free=2 << 20)
    again = handing_over.hand_over(desk, files, offices.stick, drives=full)
    assert [one.was_there for one in again.files] == [True]
    assert (offices.stick / files[0].name).stat().st_mtime_ns == before


def test_strangers_are_told_and_left_alone(offices: Offices):
    (offices.stick / "autorun.inf").write_bytes(b"[autorun]")
    view = handing_over.look_at(offices.stick, OneStick())
    assert [one.name for one in view.strangers] == ["autorun.inf"]
    assert (offices.stick / "autorun.inf").exists()
    assert handing_over.plugged_in(OneStick())[0].label == "KINGSTON"
    assert isinstance(handing_over.plugged_in(), tuple)


def test_a_stick_that_is_gone_is_said_in_words(offices: Offices):
    with pytest.raises(UserError, match="拔出"):
        handing_over.look_at(offices.stick / "gone")


# -- the slip ----------------------------------------------------------------------------------


def test_the_slip_of_the_district_is_what_the_station_types(offices: Offices):
    desk = offices.stations["WT"]
    made = offices.report("WT", "2026-08", date(2026, 9, 2))
    with pytest.raises(NoPartner):
        handing_over.receipts_pdf(offices.district, ["WT"])
    offices.receive(made, day=date(2026, 9, 4))
    text = text_of(handing_over.receipts_pdf(offices.district, ["WT"]))
    assert "梧桐街道委员工作站" in text
    assert "周立" in text
    at = text.index("-", text.index("数据接收回执单"))
    code = next(
        text[n - 4 : n + 5]
        for n in range(at, len(text))
        if text[n] == "-" and text[n - 4 : n].isalnum() and text[n + 1 : n + 5].isalnum()
    )
    assert [one.has_arrived for one in deliveries(desk)] == [False]
    assert type_slip(desk, code).hash == made.packs[0].hash
    assert [one.has_arrived for one in deliveries(desk)] == [True]
