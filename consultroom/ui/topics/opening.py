"""Putting the pool of topics together."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.topics import Topic
from consultroom.services import importing_topics
from consultroom.services.desk import Desk
from consultroom.ui.card_file import NEW
from consultroom.ui.doing import Done
from consultroom.ui.importing.opening import hang_import
from consultroom.ui.importing.presenter import ImportKind, Slow
from consultroom.ui.paper.opening import open_paper
from consultroom.ui.paper.single import single_press
from consultroom.ui.paper.view import PaperView
from consultroom.ui.printing.shop import PrintShop
from consultroom.ui.topics.presenter import TopicsPresenter
from consultroom.ui.topics.view import TopicsView
from consultroom.ui.turns import later

TABLE = ImportKind(
    title="导入议题",
    thing="议题",
    wide=270,
    counted="个议题",
    fields=importing_topics.FIELDS,
    advice=(
        "选一个 xlsx 或 csv 表格。第一行是列名，至少有“议题”一列；"
        "来源、提出人、提出日期、情况、建议等有就一起读。导入前先看每一行会怎样。"
    ),
    read=importing_topics.read,
    plan=importing_topics.plan_steps,
    take_in=importing_topics.take_in,
)


def open_topics(
    desk: Desk, *, slow: Slow, done: Callable[[Done], None], tell: Callable[[str], None]
) -> TopicsView:
    """Return the page, over a desk.

    Args:
        desk: whose room.
        slow: runs work off the GUI thread.
        done: told what an act did.
        tell: told a sentence that stops the person.
    """
    view = TopicsView(
        lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
        today=desk.today,
    )
    presenter = TopicsPresenter(
        desk,
        show=view.show_screen,
        show_alike=view.show_alike,
        done=done,
        tell=tell,
        later=later(view),
    )
    view.typed.connect(presenter.look_for)
    view.kind_chosen.connect(presenter.choose_kind)
    view.source_chosen.connect(presenter.choose_source)
    view.opened.connect(presenter.open)
    view.new_wanted.connect(lambda: presenter.open_form(NEW))
    view.closed.connect(presenter.close)
    view.desk.form_wanted.connect(presenter.open_form)
    view.desk.title_typed.connect(presenter.title_typed)
    view.desk.form.submitted.connect(presenter.submit)
    view.desk.form.closed.connect(presenter.close_form)
    hang_import(view, presenter, TABLE, desk=desk, slow=slow, done=done)
    view.serve(presenter)
    return view


def open_topic_paper(shop: PrintShop) -> PaperView:
    """Return the page of a topic's intake form (议题征集表) on paper."""
    return open_paper(shop, single_press(shop, "topic_form", _name))


def _name(desk: Desk, topic: str) -> str:
    found = desk.room.get(Topic, topic)
    return f"{found.number}　{found.title}"
