"""A station's November, made once by the services, to be copied at any of its stages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from random import Random

from consultroom.domain.catalogue import RECORDS
from consultroom.domain.consultations import Consultation
from consultroom.domain.dossiers import Dossier
from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.meetings import Meeting, ParticipantKind, RsvpAnswer
from consultroom.domain.members import Member
from consultroom.domain.outcomes import Assignment, ReviewVerdict
from consultroom.domain.records import Record
from consultroom.domain.stations import UnitKind
from consultroom.domain.topics import Topic, TopicSource, Verdict
from consultroom.frozen import replace
from consultroom.services import (
    concluding,
    filing,
    following,
    founding,
    gathering,
    progressing,
    recording,
    rostering,
    scheduling,
)
from consultroom.services.desk import Desk
from consultroom.services.recording import Point
from consultroom.services.scheduling import Guest

CHINA = timezone(timedelta(hours=8))
FIRST_DAY = date(2026, 11, 2)
MEETING = datetime(2026, 11, 26, 14, 30)  # noqa: DTZ001 - wall-clock time, as printed
CLERK = "王敏"
NAMES = ("张建国", "李秀英", "欧阳文静", "古丽·买买提", "𬱖小燕", "单晓丽")


class Watch:
    """A clock that a test sets; it moves a second each time it is asked."""

    def __init__(self, day: date, at: time) -> None:
        self.put(day, at)

    def put(self, day: date, at: time = time(9)) -> None:
        """Go to a time of a day, nine in the morning."""
        self._now = datetime.combine(day, at, CHINA)

    def __call__(self) -> datetime:
        self._now += timedelta(seconds=1)
        return self._now


def open_at(folder: Path, day: date, at: time = time(15)) -> Desk:
    """Sit down at a room on a day, in the afternoon: after all that was done before."""
    chance = Random(f"{day} {at}").randbytes  # noqa: S311 - the same each time
    return founding.open_desk(folder, by="", clock=Watch(day, at), chance=chance)


def on(desk: Desk, day: date) -> None:
    """Let it be another day at the desk."""
    assert isinstance(desk.room.clock, Watch)
    desk.room.clock.put(day)


def the_topic(desk: Desk) -> Topic:
    """Return the topic of this November."""
    return desk.room.find(Topic)[0]


def the_dossier(desk: Desk) -> Dossier:
    """Return the dossier of this November's consultation."""
    return filing.dossier(desk, desk.room.find(Consultation)[0].id)


def the_meeting(desk: Desk) -> Meeting:
    """Return this November's sitting."""
    return desk.room.find(Meeting)[-1]


def the_assignment(desk: Desk) -> Assignment:
    """Return the first assignment."""
    return min(desk.room.find(Assignment), key=lambda one: one.number)


def everything(desk: Desk) -> dict[str, tuple[Record, ...]]:
    """Return every live record, for comparing before and after."""
    return {kind.table: desk.room.find(kind.record) for kind in RECORDS}


def found(folder: Path) -> Desk:
    """Make the station's room, empty of members."""
    district = founding.a_unit(UnitKind.DISTRICT, "JZ", "江州区政协")
    station = founding.a_unit(
        UnitKind.STATION,
        "WT",
        "梧桐街道委员工作站",
        parent="JZ",
        place="梧桐街道",
        address="梧桐路1号",
        phone="555-0101",
        head="赵国强",
        liaison=CLERK,
    )
    return founding.found_station(
        folder,
        station=replace(station, venues=("三楼会议室",)),
        district=district,
        by=CLERK,
        clock=Watch(FIRST_DAY, time(8)),
        chance=Random("room").randbytes,  # noqa: S311 - the same each time
    )


def _roster(desk: Desk) -> None:
    for name in NAMES:
        member = rostering.new_member(desk, name, sector="经济界", post=f"{name[0]}记商行经理")
        rostering.add_member(desk, member)


def _take_topic(desk: Desk) -> None:
    gathering.add_topic(
        desk,
        title="老旧小区加装电梯",
        source=TopicSource.VISIT,
        proposer="李桂兰",
        situation="三栋楼六层以上没有电梯，老人上下楼难。",
    )


def _begin(desk: Desk) -> None:
    kinds = (ParticipantKind.DEPARTMENT.code, ParticipantKind.RESIDENT.code)
    gathering.decide(
        desk, the_topic(desk), Verdict.ADOPTED, decided_by="赵国强", participant_kinds=kinds
    )
    progressing.begin(desk, the_topic(desk), convener="张建国")
    progressing.go_on(desk, the_dossier(desk).consultation.id)


def _research(desk: Desk) -> None:
    about = the_dossier(desk).consultation.id
    progressing.go_on(desk, about, reason="三方把关口头做过")
    progressing.research(
        desk, about, place="梧桐一村", findings="六层以上住户的意见多数赞成。", people=("张建国",)
    )
    progressing.go_on(desk, about)


def _schedule(desk: Desk) -> None:
    on(desk, date(2026, 11, 16))
    guests = (
        Guest(kind=ParticipantKind.DEPARTMENT, name="周立", post="区住建委副主任"),
        Guest(kind=ParticipantKind.RESIDENT, name="李桂兰", post="梧桐一村居民"),
    )
    scheduling.schedule(
        desk,
        the_dossier(desk).consultation.id,
        starts_at=MEETING,
        venue="三楼会议室",
        host="张建国",
        members=desk.members()[:4],
        guests=guests,
    )


def _notice(desk: Desk) -> None:
    scheduling.send_notice(desk, the_meeting(desk))
    person = the_dossier(desk).people(the_meeting(desk))[1]
    scheduling.answer(desk, person, RsvpAnswer.LEAVE, reason="外出学习")


def _hold(desk: Desk) -> None:
    on(desk, MEETING.date())
    scheduling.attend(desk, the_meeting(desk))


def _minute(desk: Desk) -> None:
    sitting = the_meeting(desk)
    recording.say(desk, sitting, the_dossier(desk).people(sitting)[0], "先装一栋做样子。")
    agreed = (
        Point(text="先在3号楼试装一部电梯", lead_unit="区住建委", assist_units=("梧桐街道",)),
        Point(text="制定费用分摊办法", lead_unit="梧桐街道", due_on=date(2026, 12, 31)),
    )
    apart = (Point(text="一楼住户是否分摊费用", note="一楼住户认为没有受益"),)
    recording.draft(desk, sitting, agreed=agreed, not_agreed=apart)


def _confirm(desk: Desk) -> None:
    recording.confirm(desk, the_meeting(desk), "张建国")
    progressing.go_on(desk, the_dossier(desk).consultation.id)


def _outcome(desk: Desk) -> None:
    on(desk, date(2026, 11, 30))
    concluding.draft_outcome(desk, the_dossier(desk))


def _review(desk: Desk) -> None:
    for _ in range(3):
        concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE)


def _assign(desk: Desk) -> None:
    for item in the_dossier(desk).agreed():
        concluding.assign(desk, the_dossier(desk), item)


def _reply(desk: Desk) -> None:
    on(desk, date(2026, 12, 20))
    for handed in desk.room.find(Assignment):
        following.reply(desk, handed, text="已经办好。", result="A")
    progressing.go_on(desk, the_dossier(desk).consultation.id)


def _rate(desk: Desk) -> None:
    about = the_dossier(desk).consultation.id
    following.rate(desk, about, RaterKind.MEMBER, Rating.SATISFIED, rater="张建国")
    following.look_back(desk, about, who=("张建国",), finding="电梯在用。", still_holds=True)


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: its name, the day it ends on, and what leads to it."""

    name: str
    day: date
    work: Callable[[Desk], None]


STAGES: tuple[Stage, ...] = (
    Stage("founded", FIRST_DAY, lambda _: None),
    Stage("with members", FIRST_DAY, _roster),
    Stage("with a topic", FIRST_DAY, _take_topic),
    Stage("begun", FIRST_DAY, _begin),
    Stage("to be held", FIRST_DAY, _research),
    Stage("scheduled", date(2026, 11, 16), _schedule),
    Stage("noticed", date(2026, 11, 16), _notice),
    Stage("held", MEETING.date(), _hold),
    Stage("minuted", MEETING.date(), _minute),
    Stage("confirmed", MEETING.date(), _confirm),
    Stage("concluded", date(2026, 11, 30), _outcome),
    Stage("reviewed", date(2026, 11, 30), _review),
    Stage("assigned", date(2026, 11, 30), _assign),
    Stage("replied", date(2026, 12, 20), _reply),
    Stage("followed", date(2026, 12, 20), _rate),
)
DAYS = {stage.name: stage.day for stage in STAGES}


def make_all(folder: Path) -> dict[str, Path]:
    """Walk the month once, and keep a copy of the room as it was at each stage."""
    found(folder / "room").room.close()
    kept = {}
    for place, stage in enumerate(STAGES):
        desk = open_at(folder / "room", stage.day, time(9, place))
        with desk.room:
            stage.work(desk)
        kept[stage.name] = folder / stage.name
        shutil.copytree(folder / "room", kept[stage.name])
    return kept


class Stages:
    """Opens copies of the room for one test, and closes them when it ends."""

    def __init__(self, kept: dict[str, Path], place: Path) -> None:
        self._kept = kept
        self._place = place
        self._open: list[Desk] = []

    def folder(self, stage: str) -> Path:
        """Return a copy of the room at a stage, closed."""
        return self._copied(self._kept[stage])

    def __call__(self, stage: str) -> Desk:
        """Sit down at a copy of the room at a stage, on its day."""
        return self._opened(self.folder(stage), DAYS[stage])

    def killed(self, desk: Desk) -> Desk:
        """Sit down at the room as the disk has it, as if the program had been killed now."""
        return self._opened(self._copied(desk.room.folder), desk.today)

    def _copied(self, folder: Path) -> Path:
        copy = self._place / f"room-{len(list(self._place.iterdir()))}"
        shutil.copytree(folder, copy)
        return copy

    def _opened(self, folder: Path, day: date) -> Desk:
        desk = open_at(folder, day)
        self._open.append(desk)
        return desk

    def close(self) -> None:
        """Close every room."""
        for desk in self._open:
            desk.room.close()


def opened(kept: dict[str, Path], place: Path) -> Iterator[Stages]:
    """Yield what opens copies, and close them at the end."""
    stages = Stages(kept, place)
    yield stages
    stages.close()


def member_named(desk: Desk, name: str) -> Member:
    """Return one member by name."""
    return next(member for member in desk.members() if member.name == name)
