"""The pool's presenter: filters, one topic, its forms. No Qt in this file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from consultroom.domain.topics import TopicSource
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services.desk import Desk
from consultroom.services.gathering import Standing
from consultroom.services.matching import Pool, pooled
from consultroom.services.striding import Steps
from consultroom.ui.card_file import NEW, CardFileKind, CardFilePresenter
from consultroom.ui.doing import Done
from consultroom.ui.forms import FormScreen
from consultroom.ui.pacing import Later, Pace
from consultroom.ui.sifting import Sieve
from consultroom.ui.topics import telling
from consultroom.ui.topics.forms import FORMS, Missing, intake, save_intake
from consultroom.ui.topics.reading import TopicsRead, topics_read
from consultroom.ui.topics.screens import LikeLine, TopicLine, TopicPage, TopicsScreen

FILE = CardFileKind(drafts="topics/", gone="这个议题已经撤销。")


class TopicsPresenter(CardFilePresenter):
    """Lists, finds, opens and changes topics.

    Args:
        desk: whose work it is.
        show: draws a screen.
        show_alike: draws the topics like the title being typed.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        later: does something in the next turn of the event loop; without it nothing is left for
            later.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        show: Callable[[TopicsScreen], None],
        show_alike: Callable[[tuple[LikeLine, ...]], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        later: Later | None = None,
    ) -> None:
        super().__init__(desk, FILE, done=done, tell=tell, later=later)
        self._show = show
        self._show_alike = show_alike
        self._kept = TopicsRead()
        self._pool: Pool | None = None
        self._pooling = Pace(later)
        self._title = ""  # as it is typed
        self._page: TopicPage | None = None
        self._kind, self._source = "", ""

    # -- the list -------------------------------------------------------------------------------

    def choose_kind(self, kind: str) -> None:
        """Show topics of which one thing became, or with "" all."""
        self._kind = kind
        self.draw()

    def choose_source(self, source: str) -> None:
        """Show topics from one source, or with "" all."""
        self._source = source
        self.draw()

    # -- forms ----------------------------------------------------------------------------------

    def title_typed(self, title: str) -> None:
        """Show the topics that are like the title being typed."""
        self._title = title
        self._lay_ready()
        self._tell_alike()

    def _tell_alike(self) -> None:
        if self._pool is not None:
            self._pool.leave_out(self._open)
            self._show_alike(tuple(map(telling.like_line, self._pool.like(self._title))))

    def _lay_ready(self) -> None:
        """Read the titles to compare with; where there are very many, turn by turn."""
        waited = list[bool]()

        def came(pool: Pool) -> None:
            self._pool = pool
            if waited:
                self._pool_came()

        if self._pool is None and not self._pooling.busy:
            self._pooling.take(pooled(self._kept.every), came, lambda: waited.append(True))

    def _pool_came(self) -> None:
        """Tell what is alike, where it was not known yet; an open form stays as it is."""
        self._page = None
        if self._form:
            self._tell_alike()
        elif self._open:
            self.draw()

    def place_of(self, error: UserError, answers: Mapping[str, Any]) -> str:
        """Return the question that lacks an answer."""
        return error.key if isinstance(error, Missing) else ""

    def write(self, key: str, answers: Mapping[str, Any]) -> str:
        """Register a topic, or write a form about the one on show."""
        if key == NEW:
            made = save_intake(self._desk, answers)
            self._open = made.id
            return f"已登记议题{made.number}。"
        topic, _, form = key.partition("/")
        standing = self._standing(topic)
        if standing is None:
            raise UserError(FILE.gone)
        return FORMS[form].save(self._desk, standing, answers)

    # -- drawing --------------------------------------------------------------------------------

    def reading(self) -> Steps[Callable[[], None]]:
        """Read the pool anew, in steps."""
        found = yield from topics_read(self._desk)
        return partial(self._put, found)

    def _put(self, found: TopicsRead) -> None:
        self._kept = found
        self._pooling.stop()
        self._pool = self._page = None

    def is_there(self, record: str) -> bool:
        """Tell whether a topic is in the pool."""
        return self._standing(record) is not None

    def _standing(self, topic: str) -> Standing | None:
        return self._kept.by_id.get(topic)

    def draw(self) -> None:
        """Show the pool or one topic, with what is open."""
        standing = self._standing(self._open)
        screen = self._list() if standing is None else TopicsScreen(total=len(self._kept.every))
        page = self._told(standing) if standing else None
        self._show(
            replace(
                screen,
                page=page,
                form=self.form_screen(),
                importing=self._importing,
                pointed=self.pointed(),
                busy=self._busy,
            )
        )

    def _told(self, standing: Standing) -> TopicPage:
        """Return the topic's page, read once until something may have changed."""
        if self._page is None or self._page.id != standing.topic.id:
            self._lay_ready()
            self._page = telling.page_of(self._desk, standing, self._kept.every, self._pool)
        return self._page

    def blank(self) -> FormScreen | None:
        """Return the open form as the topic says."""
        if self._form == NEW:
            return intake(self._desk)
        standing = self._standing(self._open)
        if standing is None or self._form not in FORMS:
            return None
        form = FORMS[self._form].screen(self._desk, standing)
        return replace(form, key=f"{self._open}/{self._form}")  # a draft is of one topic

    def sieve(self) -> Sieve[TopicLine]:
        """Return what finds among the topics that the filters leave."""
        kind, source = self._kind, self._source
        if not (kind or source):
            return self._kept.sieve
        label = {one.code: one.label for one in TopicSource}.get(source, "")
        return self._kept.sieve.among(
            (kind, label),
            lambda line: kind in ("", line.kind) and label in ("", line.source),
        )

    def _list(self) -> TopicsScreen:
        kept, kind, source = self._kept, self._kind, self._source
        return TopicsScreen(
            lines=self.sieve().answering(self._typed),
            total=len(kept.every),
            kinds=tuple(
                (code, f"{word} {kept.kinds[code]}") for code, (word, _) in telling.KINDS.items()
            ),
            kind=kind,
            sources=tuple((one.code, one.label) for one in TopicSource),
            source=source,
        )
