"""The office (办公室): the window with its pages, served by one desk.

The only file of ``ui`` that knows every screen. What is slow goes through `tasks`; what fails goes
through `faults`; every act says what it did and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.errors import UserError
from consultroom.services import safekeeping
from consultroom.services.desk import Desk
from consultroom.ui import dialogs
from consultroom.ui.doing import Done
from consultroom.ui.faults import Faults
from consultroom.ui.finder.finding import RoomSearch
from consultroom.ui.main_window import MainWindow
from consultroom.ui.screen import Page, Screen
from consultroom.ui.tasks import Job, Tasks

if TYPE_CHECKING:
    from consultroom.ui.printing.shop import PrintShop

MANUAL = "使用手册在程序文件夹的 docs/手册 里，从 README 看起。"


class Office:
    """Builds the window on a room.

    Args:
        desk: whose work it is.
        folder: where saving papers is suggested.
    """

    def __init__(self, desk: Desk, *, folder: Path) -> None:
        self._desk = desk
        self._folder = folder
        self._tasks: Tasks | None = None
        self._jobs: set[Job] = set()
        self.window = MainWindow(
            self._pages(),
            station=desk.station().place or desk.station().name,
            clerk=desk.by,
            search=RoomSearch(desk),
        )
        self.window.undo_wanted.connect(self.undo)
        self.window.help_wanted.connect(self._help)
        self.window.clerk_wanted.connect(self._change_clerk)
        self.window.setAcceptDrops(False)  # nothing takes files yet
        self.faults = Faults(save=self.window.flush, tell=self.window.tell)
        for warning in desk.room.warnings:
            self.window.tell(warning)

    def _pages(self) -> tuple[Page, ...]:
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
            Page(key="outcomes", title="成果办理", icon="clipboard-check", build=self._outcomes),
            Page(key="chase", title="催办单", build=self._chase, under="outcomes"),
            Page(key="receptions", title="接待日", icon="handshake", build=self._receptions),
            Page(key="register", title="登记表", build=self._register, under="receptions"),
            Page(key="members", title="委员名册", icon="users", build=self._members),
            Page(key="member_paper", title="履职告知书", build=self._member_paper, under="members"),
            Page(key="papers", title="文书", icon="printer", build=self._papers),
            Page(key="exchange", title="数据交换", icon="arrow-left-right", build=self._exchange),
        )

    # -- pages --------------------------------------------------------------------------------

    def _home(self) -> Screen:
        from consultroom.ui.home.presenter import HomePresenter
        from consultroom.ui.home.telling import home_screen
        from consultroom.ui.home.view import HomeView

        view = HomeView()
        view.serve(HomePresenter(lambda: home_screen(self._desk), show=view.show_screen))
        return view

    def _consultations(self) -> Screen:
        from consultroom.ui.consultations.presenter import ConsultationsPresenter
        from consultroom.ui.consultations.telling import consultation_lines
        from consultroom.ui.consultations.view import ConsultationsView
        from consultroom.ui.values import Act

        view = ConsultationsView()
        presenter = ConsultationsPresenter(
            lambda: consultation_lines(self._desk),
            show=view.show_screen,
            begin=Act(word="开始协商", page="begin", icon="plus"),
        )
        view.year_chosen.connect(presenter.choose_year)
        view.state_chosen.connect(presenter.choose_state)
        view.typed.connect(presenter.look_for)
        view.serve(presenter)
        return view

    def _begin(self) -> Screen:
        from consultroom.ui.begin.presenter import BeginPresenter
        from consultroom.ui.begin.view import BeginView

        view = BeginView(
            lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
            today=self.today,
        )
        presenter = BeginPresenter(
            self._desk, show=view.show_form, done=self.done, follow=view.wanted.emit
        )
        view.submitted.connect(presenter.submit)
        view.serve(presenter)
        return view

    def _workspace(self) -> Screen:
        from consultroom.ui.workspace.view import Tab, WorkspaceView
        from consultroom.ui.workspace.walking import WorkspacePresenter

        tabs = (Tab(key="record", word="会议记录", build=self._record),)
        view = WorkspaceView(
            tabs,
            lambda *typed: presenter.autosave(*typed),  # noqa: PLW0108 - made below
            today=self.today,
        )
        presenter = WorkspacePresenter(
            self._desk,
            show=view.show_screen,
            done=self.done,
            tell=self.window.tell,
            leave=self.leave,
        )
        view.step_chosen.connect(presenter.choose_step)
        view.form_wanted.connect(presenter.open_form)
        view.form_submitted.connect(presenter.submit)
        view.form_closed.connect(presenter.close_form)
        view.line_ticked.connect(lambda key, on: presenter.tick(key, on=on))
        view.advance_wanted.connect(presenter.advance)
        view.branch_wanted.connect(presenter.turn)
        view.note_wanted.connect(lambda: presenter.open_form("research"))
        view.serve(presenter)
        return view

    def _record(self) -> Screen:
        from consultroom.ui.minutes.book import RoomBook
        from consultroom.ui.minutes.presenter import MinutesPresenter
        from consultroom.ui.minutes.view import MinutesView

        view = MinutesView(embedded=True)
        presenter = MinutesPresenter(
            RoomBook(self._desk),
            now=self._desk.room.clock,
            show=view.show_screen,
            note=view.show_note,
        )
        view.list.fresh = presenter.fresh
        view.kept.connect(presenter.keep)
        view.agenda_chosen.connect(presenter.choose_agenda)
        view.serve(presenter)
        return view

    def _paper(self) -> Screen:
        from consultroom.ui.paper.opening import open_paper

        return open_paper(self.shop)

    def _papers(self) -> Screen:
        from consultroom.ui.papers.opening import open_papers

        return open_papers(self.shop)

    def _calendar(self) -> Screen:
        from consultroom.ui.calendar.opening import open_calendar

        return open_calendar(self._desk, done=self.done, tell=self.window.tell)

    def _exchange(self) -> Screen:
        from consultroom.ui.exchange.opening import open_exchange

        return open_exchange(self.shop, flush=self.window.flush, done=self.done)

    def _outcomes(self) -> Screen:
        from consultroom.ui.outcomes.opening import open_outcomes

        return open_outcomes(self._desk, done=self.done, tell=self.window.tell)

    def _chase(self) -> Screen:
        from consultroom.ui.outcomes.opening import open_chase

        return open_chase(self.shop)

    def _topics(self) -> Screen:
        from consultroom.ui.topics.opening import open_topics

        return open_topics(self._desk, slow=self.slow, done=self.done, tell=self.window.tell)

    def _members(self) -> Screen:
        from consultroom.ui.members.opening import open_members

        return open_members(self._desk, slow=self.slow, done=self.done, tell=self.window.tell)

    def _member_paper(self) -> Screen:
        from consultroom.ui.members.opening import open_member_paper

        return open_member_paper(self.shop)

    def _topic_paper(self) -> Screen:
        from consultroom.ui.topics.opening import open_topic_paper

        return open_topic_paper(self.shop)

    def _receptions(self) -> Screen:
        from consultroom.ui.receptions.opening import open_receptions

        return open_receptions(self._desk, done=self.done, tell=self.window.tell)

    def _register(self) -> Screen:
        from consultroom.ui.receptions.opening import open_register

        return open_register(self.shop)

    # -- what pages share ---------------------------------------------------------------------

    @property
    def today(self) -> date:
        """Today by the room's clock."""
        return self._desk.today

    @property
    def tasks(self) -> Tasks:
        """The worker for slow things, made when the first one comes."""
        if self._tasks is None:
            self._tasks = Tasks()
        return self._tasks

    @cached_property
    def shop(self) -> PrintShop:
        """What the pages about paper share, made when the first of them comes."""
        from consultroom.ui.printing.shop import PrintShop

        return PrintShop(
            self.window,
            lambda: self._desk,
            slow=self.slow,
            toast=self.window.toast,
            tell=self.window.tell,
            folder=self._folder,
        )

    def slow(
        self,
        work: Callable[[], object],
        done: Callable[[object], None],
        fail: Callable[[str], None],
    ) -> None:
        """Run work off the GUI thread."""
        job = Job(self.window)
        self._jobs.add(job)
        job.done.connect(done)
        job.failed.connect(lambda error: fail(_sentence(error)))
        for end in (job.done, job.failed):
            end.connect(lambda _outcome: self._jobs.discard(job))
        self.tasks.start(job, lambda _progress: work())

    def done(self, did: Done) -> None:
        """Say what an act did, and offer to take back this very act."""
        back = partial(self.undo, did.act) if did.act else None
        self.window.toast(did.said, act=back)

    def leave(self, why: str) -> None:
        """Go to the list, because what a page was about is there no more."""
        self.window.go("consultations")
        self.window.tell(why)

    def _help(self, _page: str) -> None:
        self.window.tell(MANUAL)

    def _change_clerk(self) -> None:
        name = dialogs.ask_line(self.window, "现在由谁经办？", act="换成这个人")
        if name:
            self.window.flush()
            self._desk = replace(self._desk, by=name)
            self.window.show_clerk(name)
            self.window.rebuild()

    def undo(self, act: str | None = None) -> None:
        """Undo an act, the last one by default, and say which; or say why it cannot be."""
        self.window.flush()
        try:
            undone = safekeeping.undo(self._desk, act)
        except UserError as error:
            self.window.tell(str(error))
            return
        self.window.screens[self.window.here].entered.emit("")
        self.window.toast(f"已{undone.name}。")


def _sentence(error: object) -> str:
    if isinstance(error, UserError):
        return str(error)
    return "这份文书没有做成，程序出了差错，已记入日志。"
