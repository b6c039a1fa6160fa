"""The command that seats a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import dossier_of, meeting_in, participant_called
from consultroom.cli.pages import Misused, Verb, given
from consultroom.cli.words import Whole, Word

if TYPE_CHECKING:
    from consultroom.domain.papers import EvenSeats, SeatingShape
    from consultroom.services.desk import Desk
    from consultroom.services.seating import Seated

_MOST = 999


@click.command(cls=Verb)
@at_desk
@given("number", "协商编号")
@click.option(
    "--shape", type=Word("papers", "SeatingShape"), default=None, help="圆桌围坐、主席台、长条桌。"
)
@click.option("--even", type=Word("papers", "EvenSeats"), default=None, help="双数时谁居中。")
@click.option("--move", "who", metavar="姓名", default="", help="把谁调到 --to 说的座位。")
@click.option("--to", "seat", type=Whole(1, _MOST), default=None, help="座位号，从1数起。")
@click.option("--anew", is_flag=True, help="取消手工调过的座位，重新按规则排。")
def seats(
    desk: Desk,
    *,
    number: str,
    shape: SeatingShape | None,
    even: EvenSeats | None,
    who: str,
    seat: int | None,
    anew: bool,
) -> Answer:
    """看座次、排座次；手工调过的座位总是优先。"""
    from consultroom.services import seating

    dossier = dossier_of(desk, number)
    sitting = meeting_in(dossier)
    if bool(who) != bool(seat):
        raise Misused("调座位要同时写 --move 姓名 和 --to 座位号。")
    found = seating.seated(desk, dossier, sitting)
    if shape or even or anew:
        found = seating.arrange(desk, dossier, sitting, shape=shape, even_seats=even, anew=anew)
    if seat:
        person = participant_called(seating.people_of(dossier, sitting), who)
        found = seating.move(desk, dossier, sitting, person, seat)
    return _told(found)


def _told(found: Seated) -> Answer:
    rows = [
        (
            str(chair.number + 1),
            chair.person.name if chair.person else "（空）",
            chair.bank.label,
            "手工" if chair.by_hand else "",
        )
        for chair in found.seats
    ]
    return Answer(
        (f"布局：{found.plan.shape.label}", *table(("座位", "姓名", "位置", ""), rows)),
        {"plan": found.plan, "seats": found.seats},
    )
