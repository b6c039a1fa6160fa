"""Putting the roster together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.members import Member
from consultroom.services import rostering
from consultroom.services.desk import Desk
from consultroom.ui.card_file import NEW
from consultroom.ui.doing import Done
from consultroom.ui.importing.opening import hang_import
from consultroom.ui.importing.presenter import ImportKind, Slow
from consultroom.ui.members.presenter import MembersPresenter
from consultroom.ui.members.view import MembersView
from consultroom.ui.paper.opening import open_paper
from consultroom.ui.paper.single import single_press
from consultroom.ui.paper.view import PaperView
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.turns import later

TABLE = ImportKind(
    title="导入委员",
    thing="姓名",
    counted="名委员",
    fields=rostering.FIELDS,
    advice=(
        "选一个 xlsx 或 csv 的委员名册。第一行是列名，至少有“姓名”一列；"
        "身份证号不会读入。导入前先看每一行会怎样。"
    ),
    read=rostering.read_roster,
    plan=rostering.plan_steps,
    take_in=rostering.take_in,
)


def open_members(
    desk: Desk, *, slow: Slow, done: Callable[[Done], None], tell: Callable[[str], None]
) -> MembersView:
    """Return the page, over a desk.

    Args:
        desk: whose room.
        slow: runs work off the GUI thread.
        done: told what an act did.
        tell: told a sentence that stops the person.
    """
    view = MembersView(
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = MembersPresenter(
        desk,
        show=view.show_screen,
        advise=view.desk.form.show_advice,
        done=done,
        tell=tell,
        later=later(view),
    )
    view.typed.connect(presenter.look_for)
    view.sector_chosen.connect(presenter.choose_sector)
    view.everyone_wanted.connect(lambda on: presenter.show_everyone(on=on))
    view.phones_wanted.connect(lambda on: presenter.show_phones(on=on))
    view.opened.connect(presenter.open)
    view.new_wanted.connect(lambda: presenter.open_form(NEW))
    view.closed.connect(presenter.close)
    view.desk.form_wanted.connect(presenter.open_form)
    view.desk.year_chosen.connect(presenter.choose_year)
    view.desk.form.submitted.connect(presenter.submit)
    view.desk.form.closed.connect(presenter.close_form)
    hang_import(view, presenter, TABLE, desk=desk, slow=slow, done=done)
    view.serve(presenter)
    return view


def open_member_paper(shop: PrintShop) -> PaperView:
    """Return the page of a member's statement (委员履职情况告知书) on paper."""
    return open_paper(shop, single_press(shop, "duty_letter", _name))


def _name(desk: Desk, key: str) -> str:
    member, _, year = key.partition("@")
    return f"{desk.room.get(Member, member).name}　{year}年"
