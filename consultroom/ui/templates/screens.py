"""What the page 模板 shows, as plain data. No Qt in this file."""

from __future__ import annotations

from consultroom.frozen import Frozen, field
from consultroom.services.trying import Trial
from consultroom.ui.states import State


class KindLine(Frozen, kw_only=True):
    """One kind of paper and the template in force for it.

    Attributes:
        told: 自带, or whose and since when.
        mine: put in force here, so that it can be taken back here.
    """

    code: str
    word: str
    told: str
    state: State
    mine: bool = False


class TagLine(Frozen, kw_only=True):
    """A tag that may be used.

    Attributes:
        value: what it prints now.
        written: what is copied: the tag with its brackets, or the loop that prints a list.
    """

    name: str
    says: str
    value: str = ""
    written: str
    must: bool = False

    @property
    def shown(self) -> str:
        """The name, and whether a template can be without it."""
        return f"{self.name}（必须有）" if self.must else self.name


class FindingLine(Frozen, kw_only=True):
    """What the check found: 要改 stops, 提醒 does not."""

    word: str
    state: State
    place: str
    says: str


class TrialPage(Frozen, kw_only=True):
    """A template file that was chosen, checked and tried.

    Attributes:
        file: its name.
        verdict: in a sentence, whether it may be used.
        trial: None while it is still being tried.
        about: what it was tried on.
        pages: its real pages as a PDF, as a word processor of this PC lays them out.
        laying: they are on their way.
        layable: there is a word processor that can lay them out.
    """

    file: str
    verdict: str = "正在检查…"
    findings: tuple[FindingLine, ...] = ()
    trial: Trial | None = None
    about: str = ""
    pages: bytes = b""
    laying: bool = False
    layable: bool = False

    @property
    def usable(self) -> bool:
        """Tell whether it may be put in force."""
        return self.trial is not None and self.trial.usable


class TemplatesScreen(Frozen, kw_only=True):
    """The page as it is now.

    Attributes:
        kind: the line chosen.
        explained: about the template in force, in a sentence.
        subjects: what it can be tried on, key and label.
        trial: stands in place of the rest while a file is looked at.
        sentence: why there are no values.
    """

    kinds: tuple[KindLine, ...] = ()
    kind: KindLine | None = None
    explained: str = ""
    tags: tuple[TagLine, ...] = ()
    subjects: tuple[tuple[str, str], ...] = ()
    subject: str = ""
    trial: TrialPage | None = None
    sentence: str = ""
    subheading: str = field(default="管 Word 版的样子；PDF 不受它影响")
