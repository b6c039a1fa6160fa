"""Makes a picture of every screen in every look: ``python -m installer.screens``.

Each look is drawn by a process of its own, because Qt reads the scale of the screen once. Stations
and district come from the sample; a room with nothing in it and one with the longest texts show
what is easily forgotten. The pictures go to ``docs/手册/图/画面``, a folder for each look.

    python -m installer.screens --look 深色 --only 首页
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from consultroom.frozen import replace
from installer.pictures import ENVIRONMENT, ROOT, TODAY, Album, _image, _pass, _settle, _wait

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QTabBar

    from consultroom.domain.records import Record
    from consultroom.services.desk import Desk
    from consultroom.ui.office import Office
    from consultroom.ui.screen import Page, Screen

COLOURS: Final = 128  # of a palette; fewer, and soft grounds take another tint
BESIDE: Final = 300  # ms for what is read beside the window
TOURED: Final = "走过的站"  # names the room of the tour
LENGTHENED: Final = ("home", "calendar", "topics", "workspace", "outcomes", "members")
LONG: Final = "关于加快推进老旧小区加装电梯、更新上下水管网并同步解决非机动车停放充电问题的协商议题"


@dataclass(frozen=True, slots=True)
class Shot:
    """One look.

    Attributes:
        size: of the screen, physical pixels.
        scale: of the desktop, 1.25 for 125 %.
        look: key of the tokens.
        text: size of the text, percent.
        brief: only the station's pages, each at its first tab; enough to judge a look by.
    """

    size: tuple[int, int]
    scale: float = 1.0
    look: str = "light"
    text: int = 100
    brief: bool = True


SHOTS: Final = {
    "浅色1366": Shot((1366, 768), brief=False),
    "浅色1366缩放125": Shot((1366, 768), 1.25),
    "浅色1920缩放150": Shot((1920, 1080), 1.5),
    "深色": Shot((1366, 768), look="dark"),
    "高对比": Shot((1366, 768), look="contrast"),
    "大字200": Shot((1366, 768), text=200),
}


def main() -> None:
    """Draw one look here, or each in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs/手册/图/画面", help="where to")
    parser.add_argument("--look", choices=SHOTS, help="only this look")
    parser.add_argument("--only", default="", help="only screens named so, split by commas")
    parser.add_argument("--rooms", type=Path, help="a sample that was made before")
    given = parser.parse_args()
    with TemporaryDirectory() as place:
        rooms = given.rooms or made_sample(Path(place))
        if given.look and os.environ.get("QT_SCALE_FACTOR") == str(SHOTS[given.look].scale):
            os.environ.update({k: v for k, v in ENVIRONMENT.items() if k != "QT_SCALE_FACTOR"})
            shutil.copytree(rooms, Path(place) / "rooms")
            draw(SHOTS[given.look], Path(place), given.out / given.look, given.only)
            return
        for look in [given.look] if given.look else SHOTS:
            apart(look, rooms, given.out, given.only)


def made_sample(place: Path) -> Path:
    """Make the sample district and walk one consultation through it."""
    from consultroom.services.touring import take_tour

    tour = take_tour(place / "made", today=TODAY)
    (place / "made" / TOURED).write_text(str(tour.room.relative_to(place / "made")), "utf-8")
    return place / "made"


def apart(look: str, rooms: Path, out: Path, only: str) -> None:
    """Draw one look in a process whose screen has its scale."""
    command = [sys.executable, "-m", "installer.screens", "--look", look, "--out", str(out)]
    scale = {"QT_SCALE_FACTOR": str(SHOTS[look].scale)}
    subprocess.run(
        [*command, "--only", only, "--rooms", str(rooms)],
        check=True,
        cwd=ROOT,
        env=os.environ | scale,
    )


def draw(shot: Shot, place: Path, out: Path, only: str) -> None:
    """Draw every screen of every room in one look."""
    out.mkdir(parents=True, exist_ok=True)
    album, rooms = Album(out), place / "rooms"
    toured = rooms / (rooms / TOURED).read_text("utf-8")
    application = dressed(shot)
    district = next(file.parent for file in rooms.rglob("room.db") if is_district(file.parent))
    others = () if shot.brief else (("区", district), ("空", an_empty_room(place)))
    for name, room in (("", toured), *others):
        with sitting(room) as desk, office_on(desk, shot, application) as office:
            Walk(office, album, name, only, tabs=not shot.brief).all()
    with sitting(toured) as desk:
        lengthen(desk)
        with office_on(desk, shot, application) as office:
            Walk(office, album, "长", only, pages=LENGTHENED).all()


def dressed(shot: Shot) -> QApplication:
    """Return the application in a look."""
    from consultroom.services.preferring import Look, Showing
    from consultroom.ui import theme, translation
    from consultroom.ui.theme.looks import tokens_for

    application = theme.new_application(["consultroom"])
    application.setCursorFlashTime(0)
    translation.install(application)
    look = next(one for one in Look if one.name.lower() == shot.look)
    theme.apply(application, tokens_for(Showing(look=look, text=shot.text)))
    return application


@contextmanager
def sitting(room: Path) -> Iterator[Desk]:
    """Open a room on the day of the pictures."""
    from consultroom.services import founding, sampling
    from consultroom.services.sample.walk import SampleClock

    clock = SampleClock(datetime.combine(TODAY, time(9, 30), sampling.CHINA))
    chance = Random(1).randbytes  # noqa: S311 - a sample, no secret
    desk = founding.open_desk(room, by="周立", clock=clock, chance=chance)
    with desk.room:
        yield desk


@contextmanager
def office_on(desk: Desk, shot: Shot, _application: QApplication) -> Iterator[Office]:
    """Open the window on a desk, as large as the screen is."""
    from consultroom.ui.office import Office

    office = Office(desk, folder=Path("文档"))
    office.window.resize(*(round(side / shot.scale) for side in shot.size))
    office.window.show()
    office.window.activateWindow()
    yield office
    office.window.close()


def is_district(room: Path) -> bool:
    """Tell whether a room is the district's."""
    from consultroom.store.room import RoomRole

    with sitting(room) as desk:
        return desk.room.role is RoomRole.DISTRICT


def an_empty_room(place: Path) -> Path:
    """Found a station that has done nothing yet."""
    from consultroom.domain.stations import UnitKind
    from consultroom.services import founding, sampling
    from consultroom.services.sample.walk import SampleClock

    clock = SampleClock(datetime.combine(TODAY, time(9, 30), sampling.CHINA))
    station = founding.a_unit(UnitKind.STATION, "XIN", "新河街道委员工作站", parent="JZ")
    district = founding.a_unit(UnitKind.DISTRICT, "JZ", "江州区政协")
    desk = founding.found_station(
        place / "空",
        station=station,
        district=district,
        by="周立",
        clock=clock,
        chance=Random(2).randbytes,  # noqa: S311 - a sample, no secret
    )
    desk.room.close()
    return place / "空"


def lengthen(desk: Desk) -> None:
    """Give everything the longest name a person might type."""
    from consultroom.domain.consultations import Consultation
    from consultroom.domain.members import Member
    from consultroom.domain.topics import Topic

    with desk.room.act("改长", by=desk.by) as act:
        for topic in desk.room.find(Topic):
            act.put(replace(topic, title=LONG, situation=LONG * 6))
        for consultation in desk.room.find(Consultation):
            act.put(replace(consultation, title=LONG))
        for member in desk.room.find(Member)[:5]:
            act.put(replace(member, post=LONG[:40]))


@dataclass(frozen=True, slots=True)
class Walk:
    """Goes through every page of a window and its tabs.

    Attributes:
        prefix: which room it is, before each name.
        only: what a name must have in it.
        pages: keys of the pages to go to; all when empty.
        tabs: whether every tab of a page is pictured, not only its first.
    """

    office: Office
    album: Album
    prefix: str
    only: str
    pages: tuple[str, ...] = ()
    tabs: bool = True

    def all(self) -> None:
        """Take every picture."""
        from consultroom.ui.pages import Pages

        for page in Pages(self.office).table():
            if self.pages and page.key not in self.pages:
                continue
            about = self.about(page.key)
            if about is not None:
                self.page(page, about)

    def page(self, page: Page, about: str) -> None:
        """Picture a page and each of its tabs."""
        name = f"{self.prefix}{NAMES.get(page.key, page.title)}"
        if not any(part in name for part in self.only.split(",")):
            return
        window = self.office.window
        window.go(page.key, about)
        self.snap(name)
        if not self.tabs:
            return
        screen = window.screens[window.here]
        for bar in tab_bars(screen):
            for place in range(bar.count()):
                if place != bar.currentIndex():
                    word = bar.tabText(place).split("（")[0].split()[0]
                    bar.setCurrentIndex(place)
                    self.snap(f"{name}-{word}")
        for word, press in segments(screen):
            press()
            self.snap(f"{name}-{word}")

    def snap(self, name: str) -> None:
        """Take a picture of the window once everything on it is made."""
        window = self.office.window
        _settle()
        _pass(BESIDE)
        _wait(lambda: not waits(window.screens[window.here]))
        _settle()
        self.album.keep(name, _image(self.office.window.grab()), COLOURS)

    def about(self, key: str) -> str | None:
        """Return what a page is opened about; None when the room has nothing of the kind."""
        from consultroom.domain.consultations import Consultation
        from consultroom.domain.members import Member
        from consultroom.domain.outcomes import Assignment
        from consultroom.domain.receptions import ReceptionDay
        from consultroom.domain.topics import Topic

        room = self.office.desk.room
        kinds: dict[str, tuple[type[Record], str]] = {
            "workspace": (Consultation, ""),
            "seats": (Consultation, ""),
            "paper": (Consultation, "/outcome"),
            "chase": (Assignment, ""),
            "topic_paper": (Topic, ""),
            "member_paper": (Member, f"@{TODAY.year}/duty_letter"),
            "register": (ReceptionDay, ""),
            "history": (Consultation, ""),
        }
        if key not in kinds:
            return None if key == "ledger_paper" else ""  # it opens from the ledgers
        kind, after = kinds[key]
        found = room.find(kind)
        return f"{found[-1].id}{after}" if found else None


NAMES: Final = {"mappings": "列对照", "paper": "文书预览", "ledger_paper": "台账文书"}


def waits(screen: Screen) -> bool:
    """Tell whether a page says that something is still being made, or its paper is not drawn."""
    from PySide6.QtWidgets import QLabel

    from consultroom.ui.preview.sheets import Preview

    papers = (one for one in screen.findChildren(Preview) if one.isVisible())
    if not all(paper.pages and paper.rendered(0) for paper in papers):
        return True
    told = (one.text() for one in screen.findChildren(QLabel) if one.isVisible())
    return any(words.startswith("正在") and words.endswith("…") for words in told)


def tab_bars(screen: Screen) -> list[QTabBar]:
    """Return the tab bars of a page that can be seen."""
    from PySide6.QtWidgets import QTabBar

    return [bar for bar in screen.findChildren(QTabBar) if bar.isVisible() and bar.count() > 1]


def segments(screen: Screen) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield word and click of the looks of the calendar."""
    looks = getattr(screen, "_looks", {})
    yield from ((look.word, press.click) for look, press in list(looks.items())[1:])


if __name__ == "__main__":
    main()
