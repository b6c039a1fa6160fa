"""Which pages the window has, in the order of the rail, and how each is opened.

A page's modules are read when it is first opened, so that the window need not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from consultroom.ui.screen import Page, Screen

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.ui.doing import Done
    from consultroom.ui.printing.shop import PrintShop
    from consultroom.ui.wardrobe import Wardrobe


class Serving(Protocol):
    """What pages ask of the office they stand in.

    Attributes:
        desk: whose work it is now; another after the clerk changed.
        shop: what pages about paper share.
        wardrobe: dresses the window.
    """

    @property
    def desk(self) -> Desk: ...  # noqa: D102

    @property
    def shop(self) -> PrintShop: ...  # noqa: D102

    @property
    def wardrobe(self) -> Wardrobe: ...  # noqa: D102

    def slow(
        self,
        work: Callable[[], object],
        done: Callable[[object], None],
        fail: Callable[[str], None],
        /,
    ) -> None:
        """Run work off the GUI thread."""

    def done(self, did: Done, /) -> None:
        """Say what an act did, and offer to take it back."""

    def tell(self, sentence: str, /) -> None:
        """Say what stopped and what to do about it."""

    def leave(self, why: str, /) -> None:
        """Go to the list, because what a page was about is there no more."""

    def flush(self) -> None:
        """Hand on everything that is being typed."""

    def back(self) -> None:
        """Return to the page before the one in front."""

    def sit_down(self, desk: Desk, /) -> None:
        """Go on at another desk: a backup was put in place of the room."""


class Pages:
    """Opens the pages of an office; without one the table can be read and no page opened."""

    _office: Serving

    def __init__(self, office: Serving | None = None) -> None:
        if office is not None:
            self._office = office

    def table(self) -> tuple[Page, ...]:
        """Return every page; those of the rail in its order."""
        return (
            Page(key="home", title="首页", icon="house", build=self._home),
            Page(key="calendar", title="协商日历", icon="calendar-days", build=self._calendar),
            Page(key="topics", title="议题库", icon="lightbulb", build=self._topics),
            Page(key="topic_paper", title="议题征集表", build=self._topic_paper, under="topics"),
            Page(
                key="consultations", title="协商", icon="messages-square", build=self._consultations
            ),
            Page(key="begin", title="开始协商", icon="plus", build=self._begin),
            Page(
                key="workspace",
                title="协商工作台",
                build=self._workspace,
                under="consultations",
            ),
            Page(key="paper", title="文书", build=self._paper, under="consultations"),
            Page(key="seats", title="座次", build=self._seats, under="consultations"),
            Page(key="outcomes", title="成果办理", icon="clipboard-check", build=self._outcomes),
            Page(key="chase", title="催办单", build=self._chase, under="outcomes"),
            Page(key="receptions", title="接待日", icon="handshake", build=self._receptions),
            Page(key="register", title="登记表", build=self._register, under="receptions"),
            Page(key="members", title="委员名册", icon="users", build=self._members),
            Page(key="member_paper", title="履职告知书", build=self._member_paper, under="members"),
            Page(key="papers", title="文书", icon="printer", build=self._papers),
            Page(key="templates", title="模板", build=self._templates, under="papers"),
            Page(key="mappings", title="模板", build=self._mappings, under="papers"),
            Page(key="scans", title="扫描归档", build=self._scans, under="papers"),
            Page(key="paper_check", title="版面检查", build=self._paper_check, under="papers"),
            Page(key="ledgers", title="台账统计", icon="chart-column", build=self._ledgers),
            Page(key="ledger_paper", title="台账统计", build=self._ledger_paper, under="ledgers"),
            Page(key="refill", title="填上级报表", build=self._refill, under="ledgers"),
            Page(key="exchange", title="数据交换", icon="arrow-left-right", build=self._exchange),
            Page(
                key="safekeeping",
                title="保管",
                icon="shield-check",
                build=self._safekeeping,
                foot=True,
            ),
            Page(key="history", title="记录沿革", build=self._history, under="safekeeping"),
            Page(key="settings", title="设置", icon="settings", build=self._settings, foot=True),
        )

    def _safekeeping(self) -> Screen:
        from consultroom.ui.printing.loose import printing_acts
        from consultroom.ui.safekeeping.opening import open_safekeeping

        office = self._office
        return open_safekeeping(
            office.shop.window,
            office.shop.desk,
            flush=office.flush,
            done=office.done,
            tell=office.tell,
            sit=office.sit_down,
            print_acts=printing_acts(office.shop),
        )

    def _history(self) -> Screen:
        from consultroom.ui.history.opening import open_history
        from consultroom.ui.printing.loose import printing_acts

        office = self._office
        return open_history(
            office.desk, done=office.done, back=office.back, print_acts=printing_acts(office.shop)
        )

    def _home(self) -> Screen:
        from consultroom.ui.home.opening import open_home

        return open_home(self._office.desk)

    def _consultations(self) -> Screen:
        from consultroom.ui.consultations.opening import open_consultations

        return open_consultations(self._office.desk)

    def _begin(self) -> Screen:
        from consultroom.ui.begin.opening import open_begin

        return open_begin(self._office.desk, done=self._office.done)

    def _workspace(self) -> Screen:
        from consultroom.ui.workspace.opening import open_workspace

        return open_workspace(
            self._office.desk,
            done=self._office.done,
            tell=self._office.tell,
            leave=self._office.leave,
        )

    def _paper(self) -> Screen:
        from consultroom.ui.paper.opening import open_paper

        return open_paper(self._office.shop)

    def _seats(self) -> Screen:
        from consultroom.ui.seats.opening import open_seats

        return open_seats(self._office.desk, done=self._office.done, tell=self._office.tell)

    def _mappings(self) -> Screen:
        from consultroom.ui.mappings.opening import open_mappings

        return open_mappings(self._office.shop, done=self._office.done)

    def _templates(self) -> Screen:
        from consultroom.ui.templates.opening import open_templates

        return open_templates(self._office.shop, done=self._office.done)

    def _papers(self) -> Screen:
        from consultroom.ui.papers.opening import open_papers

        return open_papers(self._office.shop)

    def _calendar(self) -> Screen:
        from consultroom.ui.calendar.opening import open_calendar

        return open_calendar(self._office.desk, done=self._office.done, tell=self._office.tell)

    def _exchange(self) -> Screen:
        from consultroom.ui.exchange.opening import open_exchange

        return open_exchange(self._office.shop, flush=self._office.flush, done=self._office.done)

    def _outcomes(self) -> Screen:
        from consultroom.ui.outcomes.opening import open_outcomes

        return open_outcomes(self._office.desk, done=self._office.done, tell=self._office.tell)

    def _chase(self) -> Screen:
        from consultroom.ui.outcomes.opening import open_chase

        return open_chase(self._office.shop)

    def _topics(self) -> Screen:
        from consultroom.ui.topics.opening import open_topics

        return open_topics(
            self._office.desk,
            slow=self._office.slow,
            done=self._office.done,
            tell=self._office.tell,
        )

    def _members(self) -> Screen:
        from consultroom.ui.members.opening import open_members

        return open_members(
            self._office.desk,
            slow=self._office.slow,
            done=self._office.done,
            tell=self._office.tell,
        )

    def _member_paper(self) -> Screen:
        from consultroom.ui.members.opening import open_member_paper

        return open_member_paper(self._office.shop)

    def _topic_paper(self) -> Screen:
        from consultroom.ui.topics.opening import open_topic_paper

        return open_topic_paper(self._office.shop)

    def _receptions(self) -> Screen:
        from consultroom.ui.receptions.opening import open_receptions

        return open_receptions(self._office.desk, done=self._office.done, tell=self._office.tell)

    def _register(self) -> Screen:
        from consultroom.ui.receptions.opening import open_register

        return open_register(self._office.shop)

    def _ledgers(self) -> Screen:
        from consultroom.ui.ledgers.opening import open_ledgers

        return open_ledgers(self._office.shop)

    def _ledger_paper(self) -> Screen:
        from consultroom.ui.ledgers.opening import open_ledger_paper

        return open_ledger_paper(self._office.shop)

    def _refill(self) -> Screen:
        from consultroom.ui.ledgers.opening import open_refill

        return open_refill(self._office.shop, done=self._office.done)

    def _scans(self) -> Screen:
        from consultroom.ui.scans.opening import open_scans

        return open_scans(self._office.shop, done=self._office.done)

    def _paper_check(self) -> Screen:
        from consultroom.ui.scans.opening import open_check

        return open_check(self._office.shop)

    def _settings(self) -> Screen:
        from consultroom.ui.settings.opening import open_settings

        return open_settings(
            self._office.shop,
            self._office.wardrobe,
            done=self._office.done,
            tell=self._office.tell,
        )
