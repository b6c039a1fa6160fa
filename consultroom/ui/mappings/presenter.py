"""The presenter of 上级报表的对应: reading a form, settling its columns, keeping it. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consultroom.domain.ledgers import LEDGERS, Ledger, view_of
from consultroom.domain.papers import ColumnMap
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import half_mapped, mapping, refilling
from consultroom.services.desk import Desk
from consultroom.services.mapping import DraftColumn, FormDraft
from consultroom.ui.doing import Done, doing
from consultroom.ui.ledgers.screens import cell_words
from consultroom.ui.mappings.screens import (
    LEFT_ALONE,
    ColumnLine,
    MapLine,
    MapPage,
    MappingsScreen,
)
from consultroom.ui.printing.making import Slow
from consultroom.ui.values import Act

READING = "正在读报表的表头…"
RECKONED = "报表自己用公式算，不用填"
RESTORED = "已恢复上次没有保存的对应。"
BY_HAND = "这张表的表头不是常用的说法。请核对表头在哪一行，再给要填的列选填什么。"
UNKNOWN = "没有对上，不填；要填请选"
MOST_TRIED = 5  # lines a form is tried with
MOST_SHOWN = 40  # characters of what goes into a column


class MappingsPresenter:
    """Opens forms, maps their columns, keeps and forgets them.

    Args:
        desk: returns whose room; another clerk may sit down.
        slow: runs work off the GUI thread.
        show: draws a screen.
        done: told what an act did, so that it can be undone.
        tell: told a sentence that stops the person.
        follow: goes to another page.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        slow: Slow,
        show: Callable[[MappingsScreen], None],
        done: Callable[[Done], None],
        tell: Callable[[str], None],
        follow: Callable[[Act], None],
    ) -> None:
        self._desk, self._slow, self._show = desk, slow, show
        self._done, self._tell, self._follow = done, tell, follow
        self._draft: FormDraft | None = None
        self._kept: FormDraft | None = None  # as the room has it
        self._ledger: Ledger | None = None
        self._busy = self._sentence = ""
        self._turn = self._line = 0
        self._restored = False

    def enter(self, about: str = "") -> None:
        """Show the forms mapped; ``about`` is the id of one. What is open stays open."""
        known = {one.id: one for one in self._maps()}
        if self._draft is not None and self._draft.key and self._draft.key not in known:
            self._forget()
        if not about and self._draft is None and half_mapped.waiting(self._desk()):
            self._open(None)
            return
        wanted = about or (self._draft.key if self._draft else next(iter(known), ""))
        if wanted in known and (self._kept is None or self._changed(known[wanted])):
            self._open(known[wanted])
        else:
            self._draw()

    def _maps(self) -> tuple[ColumnMap, ...]:
        return refilling.learned(self._desk())

    def _changed(self, made: ColumnMap) -> bool:
        """Tell whether the room has another mapping than the one that is open, as after undo."""
        kept = self._kept
        return kept is None or (kept.key, kept.name, kept.links) != (
            made.id,
            made.name,
            made.columns,
        )

    def _forget(self) -> None:
        self._turn += 1
        self._draft = self._kept = self._ledger = None
        self._line = 0
        self._restored = False
        self._busy = self._sentence = ""

    # -- opening --------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Open a form that was mapped; the empty key opens the one that was not saved."""
        made = next((one for one in self._maps() if one.id == key), None)
        if (made is not None or not key) and not (self._draft and self._draft.key == key):
            self._open(made)

    def _open(self, made: ColumnMap | None) -> None:
        """Open a form as it was left: one that was mapped, or the new one that was not saved."""
        self._forget()
        desk = self._desk()
        try:
            kept = mapping.draft_of(desk, made) if made else None
            left = half_mapped.recall(desk, made)
        except UserError as error:
            self._sentence = str(error)
            self._draw()
            return
        draft = left or kept
        if draft is not None:
            self._take(draft)
        self._kept, self._restored = kept, left is not None and left != kept
        self._draw()

    def read(self, file: Path) -> None:
        """Read an empty form, and propose what fills it."""
        self._forget()
        self._busy = READING
        self._draw()
        turn = self._turn
        self._slow(
            lambda: mapping.read_file(file), lambda found: self._came(turn, found), self._failed
        )

    def _came(self, turn: int, found: object) -> None:
        if turn == self._turn and isinstance(found, FormDraft):
            self._busy = ""
            self._settled(found)

    def _failed(self, sentence: str) -> None:
        self._busy, self._sentence = "", sentence
        self._draw()

    def _take(self, draft: FormDraft) -> None:
        self._sentence = ""
        if self._ledger is None or self._ledger.code != draft.ledger:
            self._ledger, self._line = mapping.sample_ledger(self._desk(), draft.ledger), 0
        self._draft = draft

    # -- settling -------------------------------------------------------------------------------

    def choose_ledger(self, code: str) -> None:
        """Fill the form from another ledger; the columns are proposed anew."""
        draft = self._draft
        if draft is not None and code != draft.ledger:
            self._anew(draft, code, draft.sheet, draft.head)

    def choose_sheet(self, sheet: str) -> None:
        """Fill another worksheet; the columns are proposed anew."""
        draft = self._draft
        if draft is not None and sheet != draft.sheet:
            self._anew(draft, draft.ledger, sheet, 0)

    def choose_head(self, row: str) -> None:
        """Take the headings from another row; the columns are proposed anew."""
        draft = self._draft
        if draft is not None and row and int(row) != draft.head:
            self._anew(draft, draft.ledger, draft.sheet, int(row))

    def _anew(self, draft: FormDraft, ledger: str, sheet: str, row: int) -> None:
        try:
            found = mapping.read_draft(draft.content, draft.file, ledger, sheet=sheet, row=row)
        except UserError as error:
            self._sentence = str(error)
            self._draw()
            return
        known = draft.known if row else found.known
        self._settled(replace(found, key=draft.key, name=draft.name, known=known))

    def choose_field(self, letter: str, field: str) -> None:
        """Fill a column with another field; one it filled before is let go."""
        if self._draft is not None:
            self._settled(mapping.with_field(self._draft, letter, field))

    def _settled(self, draft: FormDraft) -> None:
        """Show the form as it was changed, and keep it until it is saved."""
        half_mapped.keep(self._desk(), draft)
        self._take(draft)
        self._restored = False
        self._draw()

    def turn(self, lines: int) -> None:
        """Look at another of the first lines."""
        count = self._tried()
        self._line = max(0, min(count - 1, self._line + lines))
        self._draw()

    def _tried(self) -> int:
        """Return how many lines the form is tried with."""
        return min(MOST_TRIED, len(self._ledger.lines)) if self._ledger else 0

    def rename(self, name: str) -> None:
        """Take what is typed as its name; it is kept with the rest."""
        if self._draft is not None:
            self._settled(replace(self._draft, name=name))

    # -- keeping --------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep the form that is open."""
        draft = self._draft
        if draft is None:
            return
        made: list[ColumnMap] = []

        def work() -> str:
            made.append(mapping.kept(self._desk(), draft, draft.name))
            left = sum(not one.field and not one.reckoned for one in draft.columns)
            rest = f"，{left} 列不填" if left else ""
            return f"报表“{made[0].name}”已保存：{len(draft.links)} 列自动填{rest}。"

        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._sentence = str(error)
            self._draw()
            return
        half_mapped.drop(self._desk(), draft.key)
        self._draft = replace(draft, key=made[0].id, name=made[0].name)
        self._kept, self._sentence, self._restored = self._draft, "", False
        self._draw()
        self._done(did)

    def leave(self) -> None:
        """Let go of what was not saved: a new form altogether, of another its changes."""
        key = self._draft.key if self._draft else ""
        half_mapped.drop(self._desk(), key)
        self._forget()
        self.enter(key)

    def drop(self) -> None:
        """Forget the form that is open; it goes to the bin."""
        key = self._draft.key if self._draft else ""
        made = next((one for one in self._maps() if one.id == key), None)
        if made is None:
            return

        def work() -> str:
            mapping.forget(self._desk(), made)
            return f"报表“{made.name}”的对应已删除。"

        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._tell(str(error))
            return
        half_mapped.drop(self._desk(), key)
        self._forget()
        self.enter()
        self._done(did)

    def fill(self) -> None:
        """Go and fill the form that is open."""
        if self._kept is not None:
            self._follow(Act(word="", page="refill", about=self._kept.key))

    # -- drawing --------------------------------------------------------------------------------

    def _draw(self) -> None:
        waiting = half_mapped.waiting(self._desk())
        unsaved = (MapLine(id="", name=waiting),) if waiting else ()
        self._show(
            MappingsScreen(
                lines=(*unsaved, *map(_line, self._maps())),
                chosen=self._draft.key if self._draft else "",
                page=self._page(self._draft) if self._draft else None,
                busy=self._busy,
                sentence=self._sentence,
            )
        )

    def _page(self, draft: FormDraft) -> MapPage:
        found, count = self._ledger, self._tried()
        rows = mapping.rows(draft, found, most=MOST_TRIED) if found else ()
        cells = [cell_words(cell, None) for cell in rows[self._line]] if rows else []
        samples = cells or [""] * len(draft.columns)
        words = mapping.fields(draft.ledger)
        return MapPage(
            key=(draft.key, draft.file, draft.ledger, draft.sheet, str(draft.head)),
            file=draft.file,
            name=draft.name,
            ledgers=tuple((code, view.word) for code, view in LEDGERS.items()),
            ledger=draft.ledger,
            sheets=tuple((sheet, sheet) for sheet in draft.sheets),
            sheet=draft.sheet,
            columns=tuple(
                _column(one, words, sample)
                for one, sample in zip(draft.columns, samples, strict=True)
            ),
            lines=count,
            line=self._line + 1 if count else 0,
            about=_about(found, self._line + 1, count) if found else "",
            warnings=draft.warnings,
            saved=draft == self._kept,
            stored=self._kept is not None,
            heads=tuple((str(row), f"第{row}行：{words}") for row, words in draft.heads),
            head=str(draft.head),
            note=RESTORED if self._restored else "" if draft.known else BY_HAND,
        )


def _line(made: ColumnMap) -> MapLine:
    return MapLine(
        id=made.id, name=made.name, ledger=view_of(made.ledger).word, filled=len(made.columns)
    )


def _column(one: DraftColumn, words: dict[str, str], sample: str) -> ColumnLine:
    if one.reckoned:
        return ColumnLine(letter=one.letter, heading=one.heading, note=RECKONED)
    offered = tuple((code, words[code]) for code in one.likely if code in words)
    return ColumnLine(
        letter=one.letter,
        heading=one.heading,
        field=one.field,
        choices=(LEFT_ALONE, *offered),
        sample=sample if len(sample) <= MOST_SHOWN else f"{sample[: MOST_SHOWN - 1]}…",
        note="" if one.field else UNKNOWN,
    )


def _about(found: Ledger, line: int, count: int) -> str:
    if not count:
        return f"{found.word}里今年和去年都还没有内容，填出来是空表。"
    return f"用{found.period.words()}的{found.word}试填，这是第 {line} 行，共试 {count} 行。"
