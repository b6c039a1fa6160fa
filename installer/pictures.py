"""Makes the pictures of the clerk's manual (手册): ``python -m installer.pictures``.

It makes the sample district in a temporary folder, opens the real window on its busiest station
without a screen, goes where the manual goes, and puts a picture of each place into
``docs/手册/图``. The day is fixed and the typeface is the bundled one, so the pictures are the same
on every PC. Run it after the window has changed, look at every picture, commit them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from consultroom.frozen import replace

if TYPE_CHECKING:
    from PIL.Image import Image
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from consultroom.domain.dossiers import Dossier
    from consultroom.services.desk import Desk
    from consultroom.services.sample.walk import SampleClock
    from consultroom.ui.office import Office

W = TypeVar("W", bound="QWidget")

ROOT = Path(__file__).resolve().parents[1]
TODAY = date(2026, 12, 10)  # a day on which the sample has something late, something due, and paper
SIZE = (1366, 768)  # of the window, pixels: the smallest screen it is made for
DPI = 80  # of a page of paper
COLOURS = 256  # of a picture's palette; keeps each well below 150 KB
PATIENCE = 20_000  # ms until something that is made elsewhere must be there
STEP = 20  # ms between looking whether it is
ENVIRONMENT = {
    "QT_QPA_PLATFORM": "offscreen",
    "QT_SCALE_FACTOR": "1",
    "CONSULTROOM_BUNDLED_FONT": "1",
}
ISSUED = ("notice", "agenda", "sign_in", "host_outline")  # printed before the picture of them
MOVED_TO = "社区活动室"
WORD = "停车"  # looked for in the picture of the search
BEGUN = {
    "title": "老旧小区楼道照明更新",
    "proposer": "来访群众",
    "situation": "六个老旧小区的楼道灯坏了一半，老人夜里上下楼摸黑走。",
    "suggestion": "逐个楼道登记，换成声控灯，定下谁来管。",
}


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs/手册/图", help="where to")
    out = parser.parse_args().out
    os.environ.update(ENVIRONMENT)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as place:
        take_pictures(Path(place), Album(out))


@dataclass(frozen=True, slots=True)
class Album:
    """The folder the pictures go into."""

    folder: Path

    def keep(self, name: str, picture: Image, colours: int = COLOURS) -> None:
        """Write a picture with a palette, as small as it gets, and say how large it is."""
        from PIL.Image import Dither, Quantize

        # the colours there are most of stay what they are: no pink ground, no green rail
        few = picture.convert("RGB").quantize(colours, Quantize.MEDIANCUT, dither=Dither.NONE)
        file = self.folder / f"{name}.png"
        few.save(file, optimize=True)
        print(f"{file.name}  {file.stat().st_size // 1024} KB")


def take_pictures(place: Path, album: Album) -> None:
    """Make the sample in ``place``, then picture its papers and its window."""
    from consultroom.services import founding, sampling
    from consultroom.services.sample.walk import SampleClock
    from consultroom.services.touring import take_tour
    from installer import contact_sheets, exchange_pictures

    tour = take_tour(place, today=TODAY)
    for paper in tour.papers:
        album.keep(f"文书-{paper.stem.split()[-1]}", first_page(paper))
    clock = SampleClock(datetime.combine(TODAY, time(9, 30), sampling.CHINA))
    chance = Random(1).randbytes  # noqa: S311 - a sample, no secret
    desk = founding.open_desk(tour.room, by="", clock=clock, chance=chance)
    with desk.room:
        for name, sheet in contact_sheets.sheets(desk):
            album.keep(f"文书-{name}", sheet, contact_sheets.COLOURS)
    desk = founding.open_desk(tour.room, by="", clock=clock, chance=chance)
    with desk.room, opened(desk) as office:
        first_window(album)
        Photographer(desk, clock, office, album, tour.number).walk(place)
    with (
        exchange_pictures.sitting(place / "district", "联络委") as district,
        opened(district.desk) as office,
    ):
        exchange_pictures.district(office, album, place / exchange_pictures.UNREAD)


def first_window(album: Album) -> None:
    """Picture what a person sees who has no room yet."""
    from consultroom.services.remembering import RecentRooms
    from consultroom.ui.welcome.opening import Backroom, open_welcome
    from consultroom.ui.welcome.presenter import House

    house = House(
        enter=lambda _folder, **_more: None,
        slow=Backroom().slow,
        recent=RecentRooms(),
        under=Path("文档"),
        clock=lambda: datetime.combine(TODAY, time(9, 30)),
        chance=bytes,
    )
    view = open_welcome(house, ask_help=lambda: None)
    view.show()
    _settle()
    album.keep("从哪里开始", _image(view.grab()))
    view.close()


def first_page(file: Path) -> Image:
    """Return the first page of a PDF."""
    from contextlib import closing

    from pypdfium2 import PdfDocument

    with closing(PdfDocument(file)) as document:
        picture: Image = document[0].render(scale=DPI / 72, grayscale=True).to_pil()
        return picture


@contextmanager
def opened(desk: Desk) -> Iterator[Office]:
    """Open the window on a room, and let it go afterwards."""
    from PySide6.QtWidgets import QApplication

    from consultroom.ui import theme, translation
    from consultroom.ui.office import Office

    application = QApplication.instance() or QApplication(["consultroom"])
    assert isinstance(application, QApplication)  # noqa: S101 - it is no other's program
    application.setCursorFlashTime(0)  # else the caret is there on some pictures only
    translation.install(application)
    theme.apply(application)
    office = Office(desk, folder=Path("文档"))
    office.window.resize(*SIZE)
    office.window.show()
    office.window.activateWindow()
    yield office
    office.window.close()


@dataclass(frozen=True, slots=True)
class Photographer:
    """Goes through the window and takes pictures.

    The consultation of the tour stands at the review of its outcome sheet. What comes earlier in
    the manual is pictured afterwards, by undoing the sample's last acts and putting back the clock.
    """

    desk: Desk
    clock: SampleClock
    office: Office
    album: Album
    number: str

    def walk(self, rooms: Path) -> None:
        """Take every picture, the latest day first.

        Args:
            rooms: the sample's folder, whose district takes part at the end.
        """
        from installer import exchange_pictures, page_pictures

        self.picture("首页", "home")
        self.picture("协商列表", "consultations")
        self.search()
        self.paper()
        self.begin()
        self.picture("协商工作台", "workspace", self.dossier.consultation.id)
        self.picture("填写表单", "workspace", f"{self.dossier.consultation.id}/review")
        page_pictures.page_pictures(self, rooms)
        self.record()
        self.title()
        self.register()
        exchange_pictures.join_and_report(rooms, rooms, self)
        exchange_pictures.reporting(self, rooms)

    def picture(self, name: str, page: str, about: str = "") -> None:
        """Take a picture of a page of the window."""
        self.office.window.go(page, about)
        self.snap(name)

    def snap(self, name: str) -> None:
        """Take a picture of the window as it stands."""
        _settle()
        self.album.keep(name, _image(self.office.window.grab()))

    def search(self) -> None:
        """Picture the search over the home page, in the middle of the window."""
        from consultroom.ui.finder.view import Finder

        window = self.office.window
        window.go("home")
        window.open_search()
        finder = window.findChild(Finder)
        assert finder is not None  # noqa: S101 - just opened
        finder.line.setText(WORD)
        _wait(lambda: finder.list.model().rowCount() > 1)
        _settle()
        self.album.keep("搜索", _laid_over(window.grab(), finder.grab()))
        finder.close()

    def paper(self) -> None:
        """Picture the preview of the outcome sheet once its page is drawn."""
        from consultroom.ui.preview.sheets import Preview

        window = self.office.window
        window.go("paper", f"{self.dossier.consultation.id}/outcome")
        preview = self.find(Preview, "preview")
        _wait(lambda: preview.pages > 0 and preview.rendered(0))
        self.snap("文书预览")

    def begin(self) -> None:
        """Picture a new topic being typed in."""
        self.office.window.go("begin")
        for key, words in BEGUN.items():
            self.fill(key, words)
        self.snap("开始协商")

    def record(self) -> None:
        """Picture the day of the meeting: what the step still waits for, and the record."""
        from PySide6.QtWidgets import QWidget

        from consultroom.ui.workspace.view import WorkspaceView

        self.undo_until(lambda told: not (told.consensus or told.dissent))
        meeting = self.dossier.meeting
        assert meeting is not None  # noqa: S101 - the tour holds one
        self.clock.put(meeting.day, time(10, 8))
        self.office.window.go("workspace", self.dossier.consultation.id)
        _settle()
        self.album.keep("还缺", _image(self.find(QWidget, "checklist").grab()))
        view = self.office.window.screens["workspace"]
        assert isinstance(view, WorkspaceView)  # noqa: S101 - just opened
        view.open_tab("record")
        self.snap("会议记录")

    def title(self) -> None:
        """Picture the form of the notice alone, a break placed in its title."""
        from PySide6.QtWidgets import QWidget

        from consultroom.domain.gates import notice_by
        from consultroom.services import titling

        by = notice_by(self.dossier)
        self.undo_until(lambda told: not (told.meeting and told.meeting.notice_sent_on))
        told = self.dossier
        assert told.meeting is not None  # noqa: S101 - its notice is not sent, but it is planned
        self.clock.put(by or TODAY)
        self.office.window.go("workspace", f"{told.consultation.id}/notice")
        self.fill(
            "title", titling.notice_lines(told, told.meeting).replace("”", f"”{titling.BREAK}")
        )
        _settle()
        self.album.keep("标题分行", _image(self.find(QWidget, "form").grab()))

    def register(self) -> None:
        """Picture the papers that were printed, after their subject has changed."""
        from PySide6.QtWidgets import QAbstractItemView, QLabel

        from consultroom.services import printing

        for kind in ISSUED:
            printing.issue(self.desk, kind, self.number, copies=1)
        meeting = self.dossier.meeting
        assert meeting is not None  # noqa: S101 - the notice is still to be sent
        with self.desk.room.act("改会场", by=self.desk.by) as act:
            act.put(replace(meeting, venue=MOVED_TO))
        printing.issue(self.desk, "agenda", self.number)
        self.office.window.go("papers")
        _settle()
        list_ = self.find(QAbstractItemView, "papersTable")
        heading = self.office.window.findChild(QLabel, "subheading")
        assert heading is not None  # noqa: S101 - every page has one
        _wait(lambda: "正在" not in heading.text())
        list_.setCurrentIndex(list_.model().index(0, 0))
        _settle()
        self.snap("已印文书")

    @property
    def dossier(self) -> Dossier:
        """The consultation of the tour as it stands."""
        from consultroom.domain.consultations import Consultation
        from consultroom.services import filing

        (one,) = self.desk.room.find(Consultation, number=self.number)
        return filing.dossier(self.desk, one.id)

    def undo_until(self, there: Callable[[Dossier], bool]) -> None:
        """Undo the sample's acts, the last first."""
        from consultroom.services import safekeeping

        while not there(self.dossier):
            safekeeping.undo(self.desk)

    def find(self, kind: type[W], name: str) -> W:
        """Return a widget of the page in front."""
        window = self.office.window
        found = window.screens[window.here].findChild(kind, name)
        assert found is not None, f"there is no {name} on {window.here}"  # noqa: S101 - a tool
        return found

    def fill(self, key: str, answer: str | date) -> None:
        """Put an answer into a field of the open form."""
        from PySide6.QtWidgets import QWidget

        self.find(QWidget, f"field_{key}").show_value(answer)  # type: ignore[attr-defined]


def _settle() -> None:
    """Let everything be laid out and drawn."""
    _pass(STEP * 20)


def _pass(milliseconds: int) -> None:
    """Let the window go on for a while, and its workers too: QTest.qWait keeps the GIL."""
    from PySide6.QtCore import QEventLoop, QTimer

    turning = QEventLoop()
    QTimer.singleShot(milliseconds, turning.quit)
    turning.exec()


def _wait(there: Callable[[], bool]) -> None:
    """Let the window go on until something is there."""
    for _ in range(PATIENCE // STEP):
        if there():
            return
        _pass(STEP)
    raise TimeoutError("the window did not get ready")


def _image(pixels: QPixmap) -> Image:
    """Return a picture of Qt as one of Pillow."""
    import PIL.Image
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    pixels.save(buffer, "PNG")
    return PIL.Image.open(BytesIO(buffer.data().data()))


def _laid_over(window: QPixmap, dialog: QPixmap) -> Image:
    """Return a dialog in the middle of the window, framed, as a desktop would show it."""
    import PIL.Image

    ground, front = _image(window).convert("RGB"), _image(dialog).convert("RGB")
    frame = PIL.Image.new("RGB", (front.width + 2, front.height + 2), "#5F6D7C")
    frame.paste(front, (1, 1))
    place = ((ground.width - frame.width) // 2, (ground.height - frame.height) // 2)
    ground.paste(frame, place)
    return ground


if __name__ == "__main__":
    main()
