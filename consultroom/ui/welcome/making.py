"""From the answers of the first window to a room that can be made. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from consultroom.domain.stations import UnitKind
from consultroom.frozen import Frozen
from consultroom.services import founding
from consultroom.services.desk import Desk
from consultroom.services.founding import Chance, Clock
from consultroom.ui.welcome import forms

DISTRICT_NAME, DISTRICT_CODE = "区政协", "QZX"  # until the station knows better
ANOTHER_CODE = "QZ"
Answers = Mapping[str, Any]


class NewRoom(Frozen, kw_only=True):
    """A room about to be made.

    Attributes:
        name: what its organisation is called.
        found: makes it and sits down; a UserError says why it cannot be.
        greeting: said once it is open.
    """

    name: str
    found: Callable[[Clock, Chance], Desk]
    greeting: str


def station(first: Answers, second: Answers) -> NewRoom:
    """Return a station's room, from the answers of its two forms.

    Raises:
        Unusable: code or folder cannot be used.
    """
    name, clerk = str(first["name"]), str(first["clerk"])
    code, folder = forms.checked_code(second), forms.checked_folder(second)
    above = str(second.get("above") or "")
    over = _district_code(above, code)
    here = founding.a_unit(
        UnitKind.STATION,
        code,
        name,
        parent=over,
        place=str(first.get("place") or forms.place_of(name)),
        liaison=clerk,
    )
    found = partial(
        founding.found_station,
        folder,
        station=here,
        district=founding.a_unit(UnitKind.DISTRICT, over, above or DISTRICT_NAME),
        by=clerk,
    )
    greeting = f"“{name}”建好了。第一件事是导入委员名册，然后登记议题。"
    return NewRoom(name=name, found=_at(found), greeting=greeting)


def _district_code(name: str, taken: str) -> str:
    """Return a code for the district that is not the station's own."""
    wished = (forms.code_of(name) if name else "") or DISTRICT_CODE
    return next(one for one in (wished, DISTRICT_CODE, ANOTHER_CODE) if one != taken)


def district(first: Answers, second: Answers) -> NewRoom:
    """Return a district's room, from the answers of its two forms.

    Raises:
        Unusable: code or folder cannot be used.
    """
    name, clerk = str(first["name"]), str(first["clerk"])
    code, folder = forms.checked_code(second), forms.checked_folder(second)
    here = founding.a_unit(UnitKind.DISTRICT, code, name, liaison=clerk)
    found = partial(founding.found_district, folder, district=here, by=clerk)
    greeting = f"“{name}”建好了。第一件事是到“数据交换”，给各站做入网文件。"
    return NewRoom(name=name, found=_at(found), greeting=greeting)


def joined(file: Path, name: str, answers: Answers) -> NewRoom:
    """Return a station's room made from a join file.

    Raises:
        Unusable: the folder cannot be used.
    """
    from consultroom.services.exchanging import enrolling

    folder = forms.checked_folder(answers)
    found = partial(
        enrolling.found_by_file,
        folder,
        file,
        heard=str(answers["heard"]),
        by=str(answers["clerk"]),
    )
    greeting = f"“{name}”建好了，已和区里互相登记。第一件事是导入委员名册，然后登记议题。"
    return NewRoom(name=name, found=_at(found), greeting=greeting)


def _at(found: Callable[..., Desk]) -> Callable[[Clock, Chance], Desk]:
    return lambda clock, chance: found(clock=clock, chance=chance)
