"""A whole window over the sample screens, for tests that need one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from consultroom.ui.consultations.presenter import ConsultationsPresenter
from consultroom.ui.consultations.view import ConsultationsView
from consultroom.ui.home.presenter import HomePresenter, HomeScreen
from consultroom.ui.home.view import HomeView
from consultroom.ui.main_window import MainWindow
from consultroom.ui.minutes.presenter import MinutesPresenter
from consultroom.ui.minutes.view import MinutesView
from consultroom.ui.paper.breaking import TitleScreen
from consultroom.ui.paper.presenter import PaperPresenter
from consultroom.ui.paper.view import PaperView
from consultroom.ui.papers.presenter import PapersPresenter
from consultroom.ui.papers.view import PapersView
from consultroom.ui.printing.presenter import PrintJob
from consultroom.ui.screen import Page, Screen
from consultroom.ui.tasks import Tasks
from consultroom.ui.values import Act
from consultroom.ui.workspace.view import Tab, WorkspaceView
from tests.ui import sample_papers, samples


def a_home_view(home: Callable[[], HomeScreen] = samples.a_home) -> HomeView:
    """Return the home page over a screen."""
    view = HomeView()
    view.serve(HomePresenter(home, show=view.show_screen))
    return view


def a_consultations_view() -> ConsultationsView:
    """Return the list of consultations."""
    view = ConsultationsView()
    begin = Act(word="新建协商", page="topics", icon="plus")
    presenter = ConsultationsPresenter(samples.consultations, show=view.show_screen, begin=begin)
    view.serve(presenter)
    view.year_chosen.connect(presenter.choose_year)
    view.state_chosen.connect(presenter.choose_state)
    view.typed.connect(presenter.look_for)
    return view


def a_minutes_view(
    book: samples.BookOnTheTable | None = None, *, embedded: bool = True
) -> MinutesView:
    """Return the record of a sitting, at twelve minutes to ten."""
    view = MinutesView(embedded=embedded)
    presenter = MinutesPresenter(
        book or samples.BookOnTheTable(samples.a_record()),
        now=lambda: datetime(2026, 11, 26, 9, 48, tzinfo=UTC),
        show=view.show_screen,
        note=view.show_note,
    )
    view.list.fresh = presenter.fresh
    view.serve(presenter)
    view.kept.connect(presenter.keep)
    view.agenda_chosen.connect(presenter.choose_agenda)
    return view


def a_paper_view(
    press: samples.PressAtHand | None = None,
    *,
    print_box: Callable[[PrintJob], None] = lambda _job: None,
    title_box: Callable[[TitleScreen], None] = lambda _title: None,
) -> PaperView:
    """Return the page of papers."""
    view = PaperView(Tasks(), folder=Path("papers"))
    presenter = PaperPresenter(
        press or samples.PressAtHand(),
        show=view.show_screen,
        tell=lambda _words: None,
        warn=lambda _words: None,
        print_box=print_box,
        title_box=title_box,
    )
    view.serve(presenter)
    view.kind_chosen.connect(presenter.choose)
    view.saved.connect(presenter.save)
    view.print_wanted.connect(presenter.print)
    view.title_wanted.connect(presenter.ask_title)
    return view


def a_papers_view(register: sample_papers.RegisterAtHand | None = None) -> PapersView:
    """Return the page of printed papers."""
    view = PapersView(Tasks(), folder=Path("papers"))
    presenter = PapersPresenter(
        register or sample_papers.RegisterAtHand(),
        show=view.show_screen,
        tell=lambda _words: None,
        warn=lambda _words: None,
        print_box=lambda _job: None,
    )
    view.serve(presenter)
    view.typed.connect(presenter.look_for)
    view.kind_chosen.connect(presenter.choose_kind)
    view.only_changed.connect(lambda on: presenter.show_changed(only=on))
    view.open_wanted.connect(presenter.open)
    view.compare_wanted.connect(presenter.compare)
    view.print_wanted.connect(presenter.print_again)
    view.saved.connect(presenter.save)
    view.closed.connect(presenter.close)
    return view


def a_workspace_view() -> WorkspaceView:
    """Return the workspace; entering it at ``c11/notice`` opens the notice's form."""
    view = WorkspaceView(
        (Tab(key="minutes", word="会议记录", build=a_minutes_view),),
        lambda _key, _answers: None,
        today=samples.TODAY,
    )

    def enter(about: str) -> None:
        form = samples.a_notice_form() if about.endswith("/notice") else None
        view.show_screen(samples.a_workspace(form))

    view.entered.connect(enter)
    view.form_wanted.connect(lambda key: enter(f"c11/{key}"))
    view.form_closed.connect(lambda _key: enter("c11"))
    return view


PAGES = (
    Page(key="home", title="首页", icon="house", build=a_home_view),
    Page(key="calendar", title="协商日历", icon="calendar-days", build=Screen),
    Page(key="topics", title="议题库", icon="lightbulb", build=Screen),
    Page(key="consultations", title="协商", icon="messages-square", build=a_consultations_view),
    Page(key="workspace", title="协商工作台", build=a_workspace_view, under="consultations"),
    Page(key="members", title="委员名册", icon="users", build=Screen),
    Page(key="reception", title="委员接待日", icon="handshake", build=Screen),
    Page(key="ledger", title="台账统计", icon="chart-column", build=Screen),
    Page(key="paper", title="文书打印", icon="printer", build=a_paper_view),
    Page(key="papers", title="文书", build=a_papers_view, under="paper"),
    Page(key="exchange", title="数据交换", icon="arrow-left-right", build=Screen),
    Page(key="district", title="区级汇总", icon="building-2", build=Screen),
    Page(key="settings", title="设置", icon="settings", build=Screen, foot=True),
)


def a_window(start: str = "home", pages: tuple[Page, ...] = PAGES) -> MainWindow:
    """Return the window of the sample station."""
    window = MainWindow(
        pages,
        station=samples.STATION,
        clerk=samples.CLERK,
        search=samples.search,
        start=start,
    )
    if "consultations" in window.rail.buttons:
        window.show_count("consultations", 1)
    return window
