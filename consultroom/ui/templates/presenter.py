"""The presenter of 模板: taking one out, trying a changed one, putting it in force. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import paginating, printing, safekeeping, templating, trying
from consultroom.services.desk import Desk
from consultroom.services.templating import Finding, TemplateLine
from consultroom.services.trying import Trial
from consultroom.ui.doing import Done, doing
from consultroom.ui.printing.making import Slow
from consultroom.ui.states import State
from consultroom.ui.templates.screens import (
    FindingLine,
    KindLine,
    TagLine,
    TemplatesScreen,
    TrialPage,
)
from consultroom.ui.wording import full_day

STOPS, WARNS = "要改", "提醒"


class TemplatesPresenter:
    """Shows the templates and changes which one is in force.

    Args:
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread.
        show: draws a screen.
        done: told what an act did, so that it can be undone.
        say: told what was done that is no act.
        tell: told a sentence that stops the person.
        edit: opens a file in the system's own program; tells whether that began.
        scratch: returns a folder for a trial that is only looked at.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        slow: Slow,
        show: Callable[[TemplatesScreen], None],
        done: Callable[[Done], None],
        say: Callable[[str], None],
        tell: Callable[[str], None],
        edit: Callable[[Path], bool],
        scratch: Callable[[], Path],
    ) -> None:
        self._desk = desk
        self._slow = slow
        self._show = show
        self._done = done
        self._say = say
        self._tell = tell
        self._edit = edit
        self._scratch = scratch
        self._kind = templating.GENERAL
        self._file: Path | None = None
        self._content = b""
        self._turn = 0  # of what is made elsewhere; an older answer is not shown
        self._seen = ("", "")
        self._screen = TemplatesScreen()

    def enter(self, about: str = "") -> None:
        """Show how things stand; ``about`` is the code of a kind."""
        if about and about != self._kind:
            self._kind = about
            self._forget()
        if self._seen == self._stand():
            self._draw()  # nothing was done since: reading many papers again would tell the same
        else:
            self._refresh()

    def _stand(self) -> tuple[str, str]:
        """Return what the page was read from: the last act of the room, and the kind on show."""
        return safekeeping.latest(self._desk()), self._kind

    def choose(self, kind: str) -> None:
        """Tell about another kind of paper."""
        if kind != self._kind:
            self._kind = kind
            self._forget()
            self._refresh()

    def _forget(self) -> None:
        self._file, self._content = None, b""
        self._seen = ("", "")
        self._screen = replace(self._screen, subject="", trial=None)

    def _refresh(self) -> None:
        desk = self._desk()
        lines = tuple(_line(line, desk.owner) for line in templating.templates(desk))
        chosen = next((line for line in lines if line.code == self._kind), lines[0])
        self._kind = chosen.code
        every = tuple((one.key, one.label) for one in trying.subjects(desk, chosen.code))
        keys = [key for key, _label in every]
        subject = self._screen.subject if self._screen.subject in keys else keys[0]
        self._screen = replace(
            self._screen,
            kinds=lines,
            kind=chosen,
            explained=_explained(chosen, lines[0]),
            subjects=every,
            subject=subject,
            tags=self._screen.tags or _tags({}),
        )
        self._seen = self._stand()
        self._draw()
        self._look_at_subject()

    # -- what it is tried on --------------------------------------------------------------------

    def choose_subject(self, key: str) -> None:
        """Take another paper for the values and the trial."""
        if key != self._screen.subject:
            self._screen = replace(self._screen, subject=key)
            self._look_at_subject()

    def _look_at_subject(self) -> None:
        """Work out what every tag prints now; and try the file again that is looked at."""
        self._turn += 1
        turn = self._turn
        try:
            make = trying.paper_of(self._desk(), self._screen.subject)
        except UserError as error:
            self._screen = replace(self._screen, tags=_tags({}), sentence=str(error))
            self._draw()
            return
        self._slow(
            lambda: trying.values(make()),
            lambda found: self._came_values(turn, found),
            self._tell,
        )
        if self._file is not None:
            self._try(make)

    def _came_values(self, turn: int, found: object) -> None:
        if turn == self._turn and isinstance(found, dict):
            self._screen = replace(self._screen, tags=_tags(found), sentence="")
            self._draw()

    # -- taking out -----------------------------------------------------------------------------

    def export(self, path: Path) -> None:
        """Save the template in force, and open it for changing."""
        try:
            content = templating.template(self._desk(), self._kind)
            printing.write(path, content)
        except UserError as error:
            self._tell(str(error))
            return
        if self._edit(path):
            self._say(f"模板已存到 {path.name}，正在打开。改好保存后，回来按“换上改好的”。")
        else:
            self._tell(f"模板已存到 {path}。请用 WPS 打开它修改，改好后回来按“换上改好的”。")

    # -- trying ---------------------------------------------------------------------------------

    def look_at(self, file: Path) -> None:
        """Check a changed template and try it; nothing is put in force yet."""
        self._file = file
        self.look_again()

    def look_again(self) -> None:
        """Read the file once more, after it was corrected."""
        if self._file is None:
            return
        try:
            self._content = self._file.read_bytes()
        except OSError:
            self._tell(f"读不到“{self._file.name}”。请确认文件还在，并且没有被别的程序占用。")
            return
        self._screen = replace(self._screen, trial=TrialPage(file=self._file.name))
        self._draw()
        self._look_at_subject()

    def _try(self, make: trying.MakePaper) -> None:
        turn, content = self._turn, self._content
        self._slow(
            lambda: trying.tried(content, make()),
            lambda found: self._came_trial(turn, found),
            self._tell,
        )

    def _came_trial(self, turn: int, found: object) -> None:
        page = self._screen.trial
        if turn == self._turn and page is not None and isinstance(found, Trial):
            self._screen = replace(
                self._screen,
                trial=replace(
                    page,
                    verdict=_verdict(found),
                    findings=_findings(found),
                    trial=found,
                    about=dict(self._screen.subjects).get(self._screen.subject, ""),
                    pages=b"",
                    layable=bool(found.content) and paginating.word_processor() is not None,
                ),
            )
            self._draw()

    def lay_out(self) -> None:
        """Show the real pages of the trial, where this PC has what lays them out."""
        page = self._screen.trial
        if page is None or page.trial is None or page.laying or page.pages:
            return
        turn, content = self._turn, page.trial.content
        self._show_trial(laying=True)

        def came(pdf: object) -> None:
            if turn == self._turn and isinstance(pdf, bytes):
                self._show_trial(laying=False, pages=pdf)

        def failed(sentence: str) -> None:
            if turn == self._turn:
                self._show_trial(laying=False, layable=False)
                self._tell(sentence)

        self._slow(lambda: paginating.pages_of(content), came, failed)

    def _show_trial(self, **changes: Any) -> None:
        if self._screen.trial is not None:
            self._screen = replace(self._screen, trial=replace(self._screen.trial, **changes))
            self._draw()

    def open_trial(self) -> None:
        """Open the trial in WPS or Word to look at; nothing is left of it afterwards."""
        self._write_trial(self._scratch() / f"试印-{self._word}.docx")

    def save_trial(self, path: Path) -> None:
        """Save the trial as a docx, and open it."""
        self._write_trial(path)

    def _write_trial(self, path: Path) -> None:
        page = self._screen.trial
        if page is None or page.trial is None or not page.trial.content:
            return
        try:
            printing.write(path, page.trial.content)
        except UserError as error:
            self._tell(str(error))
            return
        if not self._edit(path):
            self._tell(f"没有打开。试印件在 {path}，请从 WPS 或 Word 里打开它看版面。")

    def leave_trial(self) -> None:
        """Go back without putting it in force."""
        self._file, self._content = None, b""
        self._screen = replace(self._screen, trial=None)
        self._draw()

    # -- changing which is in force -------------------------------------------------------------

    def use(self) -> None:
        """Put the file that was tried in force."""
        if self._file is not None and self._content:
            name = self._file.name
            self._do(lambda: self._used(name))

    def _used(self, name: str) -> str:
        templating.save_template(self._desk(), self._kind, self._content)
        return f"“{self._word}”的模板已换成 {name}。"

    def drop(self) -> None:
        """Go back to the template that came with the program."""
        self._do(self._dropped)

    def _dropped(self) -> str:
        templating.drop_template(self._desk(), self._kind)
        return f"“{self._word}”已恢复原来的模板。"

    @property
    def _word(self) -> str:
        return self._screen.kind.word if self._screen.kind else ""

    def _do(self, work: Callable[[], str]) -> None:
        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._tell(str(error))
            return
        self._file, self._content = None, b""
        self._screen = replace(self._screen, trial=None)
        self._refresh()
        self._done(did)

    def _draw(self) -> None:
        self._show(self._screen)


def _line(line: TemplateLine, owner: str) -> KindLine:
    own = line.own
    if own is None:
        return KindLine(code=line.kind, word=line.word, told="自带", state=State.TODO)
    whose = "自己的" if own.owner == owner else "区里的"
    since = f"，{full_day(own.added_on)}起" if own.added_on else ""
    mine = own.owner == owner
    state = State.DONE
    return KindLine(code=line.kind, word=line.word, told=whose + since, state=state, mine=mine)


def _explained(line: KindLine, general: KindLine) -> str:
    if line.told != "自带":
        return f"现在用的是{line.told}。"
    if line.code != templating.GENERAL and general.told != "自带":
        return f"没有单独换过，跟着“{general.word}”的模板走：{general.told}。"
    return "现在用的是程序自带的模板。"


def _tags(values: dict[str, str]) -> tuple[TagLine, ...]:
    return tuple(
        TagLine(
            name=one.name,
            says=one.says,
            value=values.get(one.name, ""),
            written=one.written,
            must=one.must,
        )
        for one in trying.tag_uses()
    )


def _verdict(found: Trial) -> str:
    stops = sum(_stops(one) for one in found.findings)
    if stops:
        return f"有 {stops} 处要改，改好保存后按“再检查一次”。"
    if found.findings or found.omitted:
        return "可以用。下面的提醒请看一下，不改也能换上。"
    return "可以用，没有发现问题。"


def _findings(found: Trial) -> tuple[FindingLine, ...]:
    checked = [
        FindingLine(
            word=STOPS if _stops(one) else WARNS,
            state=State.LATE if _stops(one) else State.DUE,
            place=_place(one),
            says=one.says,
        )
        for one in found.findings
    ]
    left = [FindingLine(word=WARNS, state=State.DUE, place="", says=one) for one in found.omitted]
    return (*checked, *left)


def _stops(finding: Finding) -> bool:
    return finding.weight is templating.Weight.STOPS


def _place(finding: Finding) -> str:
    around = finding.around.strip()
    told = around if len(around) <= 20 else f"{around[:19]}…"
    return "　".join(part for part in (finding.place, told) if part)
