"""The pool's presenter: filters, one topic, its forms. No Qt in this file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from consultroom.domain.topics import TopicSource
from consultroom.errors import UserError
from consultroom.services import drafting, gathering
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing
from consultroom.services.matching import Pool
from consultroom.ui.doing import Done, doing
from consultroom.ui.forms import FormScreen
from consultroom.ui.topics import telling
from consultroom.ui.topics.forms import FORMS, NEW, Missing, intake, save_intake
from consultroom.ui.topics.screens import LikeLine, TopicLine, TopicPage, TopicsScreen

RESTORED = "已恢复上次没有提交的内容。"
GONE = "这个议题已经撤销。"
IMPORT = "import"
DRAFT = "topics/"  # before the key of a form, in the name of its draft


class TopicsPresenter:
    """Lists, finds, opens and changes topics.

    Args:
        desk: whose work it is.
        show: draws a screen.
        show_alike: draws the topics like the title being typed.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[TopicsScreen], None],
        show_alike: Callable[[tuple[LikeLine, ...]], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._show_alike = show_alike
        self._done = done
        self._tell = tell
        self._every: tuple[Standing, ...] = ()
        self._pool: Pool | None = None
        self._page: TopicPage | None = None
        self._typed, self._kind, self._source = "", "", ""
        self._open, self._form, self._importing = "", "", False
        self._errors: Mapping[str, str] = {}

    def enter(self, about: str = "") -> None:
        """Show the pool as it was left; ``id``, ``id/form``, ``new`` or ``import`` opens that."""
        record, _, form = about.partition("/")
        if record in (NEW, IMPORT):
            self._open, self._form, self._importing = "", record * (record == NEW), record == IMPORT
        elif record:
            self._open, self._form, self._importing = record, form if form in FORMS else "", False
        self._refresh()

    # -- the list -------------------------------------------------------------------------------

    def look_for(self, typed: str) -> None:
        """Show what answers ``typed``."""
        self._typed = typed
        self._draw()

    def choose_kind(self, kind: str) -> None:
        """Show topics of which one thing became, or with "" all."""
        self._kind = kind
        self._draw()

    def choose_source(self, source: str) -> None:
        """Show topics from one source, or with "" all."""
        self._source = source
        self._draw()

    # -- opening and closing --------------------------------------------------------------------

    def open(self, topic: str) -> None:
        """Show one topic."""
        self._open, self._importing = topic, False
        self._put_form("")
        self._draw()

    def close(self) -> None:
        """Go back to the list."""
        self._open, self._importing = "", False
        self._put_form("")
        self._refresh()

    def open_import(self) -> None:
        """Show the import."""
        self._importing = True
        self._draw()

    def open_form(self, key: str) -> None:
        """Open a form of the topic on show, or the intake form of a new one."""
        self._put_form(key)
        self._draw()

    def close_form(self, _key: str = "") -> None:
        """Fold the form away; its draft stays."""
        self.open_form("")

    def _put_form(self, key: str) -> None:
        if key != self._form:
            self._form, self._errors = key, {}

    # -- forms ----------------------------------------------------------------------------------

    def autosave(self, key: str, answers: Mapping[str, Any]) -> None:
        """Keep a half-typed form."""
        drafting.keep(self._desk, DRAFT + key, answers)

    def title_typed(self, title: str) -> None:
        """Show the topics that are like the title being typed."""
        if self._pool is None:
            self._pool = Pool(self._every, but=self._open)
        self._show_alike(tuple(map(telling.like_line, self._pool.like(title))))

    def submit(self, key: str, answers: Mapping[str, Any]) -> None:
        """Write a form's answers, or show the sentence that stops it."""
        try:
            did = doing(self._desk, lambda: self._write(key, answers))
        except UserError as error:
            place = error.key if isinstance(error, Missing) else ""
            self._errors = {place: str(error)}
            self.autosave(key, answers)
            self._draw()
            return
        drafting.drop(self._desk, DRAFT + key)
        self._put_form("")
        self._refresh()
        self._done(did)

    def _write(self, key: str, answers: Mapping[str, Any]) -> str:
        if key == NEW:
            made = save_intake(self._desk, answers)
            self._open = made.id
            return f"已登记议题{made.number}。"
        topic, _, form = key.partition("/")
        standing = self._standing(topic)
        if standing is None:
            raise UserError(GONE)
        return FORMS[form].save(self._desk, standing, answers)

    # -- drawing --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Read the room anew."""
        self._every = gathering.standings(self._desk)
        self._pool = self._page = None
        if self._open and self._standing(self._open) is None:
            self._open = ""
            self._put_form("")
            self._tell(GONE)
        self._draw()

    def _standing(self, topic: str) -> Standing | None:
        return next((one for one in self._every if one.topic.id == topic), None)

    def _draw(self) -> None:
        standing = self._standing(self._open)
        screen = self._list() if standing is None else TopicsScreen(total=len(self._every))
        page = self._told(standing) if standing else None
        self._show(replace(screen, page=page, form=self._screen(), importing=self._importing))

    def _told(self, standing: Standing) -> TopicPage:
        """Return the topic's page, read once until something may have changed."""
        if self._page is None or self._page.id != standing.topic.id:
            self._page = telling.page_of(self._desk, standing, self._every)
        return self._page

    def _screen(self) -> FormScreen | None:
        """Return the open form with its draft over what the record says."""
        if not self._form:
            return None
        standing = self._standing(self._open)
        if self._form == NEW:
            form = intake(self._desk)
        elif standing is not None:
            form = FORMS[self._form].screen(self._desk, standing)
            form = replace(form, key=f"{self._open}/{self._form}")  # a draft is of one topic
        else:
            return None
        kept = drafting.recall(self._desk, DRAFT + form.key)
        known = {one.key for one in form.questions}
        kept = {key: answer for key, answer in kept.items() if key in known}
        return replace(
            form,
            answers={**form.answers, **kept},
            errors=self._errors,
            note=RESTORED if kept and not self._errors else "",
        )

    def _list(self) -> TopicsScreen:
        every = tuple(map(telling.line_of, self._every))
        kinds = Counter(line.kind for line in every)
        labels = {source.label: source.code for source in TopicSource}
        wanted = (
            line
            for line in every
            if self._kind in ("", line.kind) and self._source in ("", labels[line.source])
        )
        return TopicsScreen(
            lines=tuple(line for line in wanted if self._answers(line)),
            total=len(every),
            kinds=tuple(
                (code, f"{word} {kinds[code]}") for code, (word, _) in telling.KINDS.items()
            ),
            kind=self._kind,
            sources=tuple((one.code, one.label) for one in TopicSource),
            source=self._source,
        )

    def _answers(self, line: TopicLine) -> bool:
        typed = self._typed.strip().lower()
        if line.answers(typed):
            return True
        letters = telling.letters_of(line.title) if typed.isascii() else ()
        return any(one.startswith(typed) for one in letters)
