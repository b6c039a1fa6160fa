"""What the consultation workspace (协商工作台) shows, as plain data. No Qt in this file."""

from __future__ import annotations

from consultroom.frozen import Frozen, field
from consultroom.ui.forms import FormScreen
from consultroom.ui.states import State
from consultroom.ui.values import Act
from consultroom.ui.workspace.materials import Materials


class StepLine(Frozen, kw_only=True):
    """One step in the strip along the top; ``note`` is about its date: 11月26日 召开.

    Attributes:
        word: instead of the state's, on the step where the road was left: 暂缓, 中止.
    """

    name: str
    state: State
    note: str
    word: str = ""


class ChecklistLine(Frozen, kw_only=True):
    """One line of the step's checklist.

    Attributes:
        note: when it is due, or how it was done.
        state: DONE ticks the box; DUE and LATE colour the note.
        form: key of the form that fills the line; "" when the line is ticked by hand.
        word: on the button that opens the form.
        required: the step cannot end without it.
    """

    key: str
    text: str
    note: str
    state: State
    form: str = ""
    word: str = "填写"
    required: bool = True


class TimelineLine(Frozen, kw_only=True):
    """One thing that happened (办理经过)."""

    state: State
    title: str
    when: str
    text: str
    by: str = ""


class Advance(Frozen, kw_only=True):
    """The way into the next step.

    Attributes:
        word: on the button, as 完成本步，进入“办理”.
        missing: what is missing, each a short sentence.
        blocked: what is missing holds the step back; else it is only said.
        urged: to go on is the next thing to do.
    """

    word: str
    missing: tuple[str, ...] = ()
    blocked: bool = False
    urged: bool = False


class Branch(Frozen, kw_only=True):
    """A way off the straight road: 暂缓, 中止, 转提案; each asks a reason."""

    key: str
    word: str


class WorkspaceScreen(Frozen, kw_only=True):
    """Everything the workspace draws.

    Attributes:
        facts: icon and text each: date, place, convener.
        acts: beside the title; the first is the page's primary button.
        chosen: index of the step whose checklist is on show.
        advance: None while another step than the current one is on show.
        more: forms that are wanted seldom: key and word each.
        next: key of the form to be filled in next; "" for none.
        form: the form open in the page, if any.
        materials: the files kept with the consultation.
    """

    id: str
    title: str
    state: State
    word: str
    number: str
    facts: tuple[tuple[str, str], ...]
    acts: tuple[Act, ...]
    steps: tuple[StepLine, ...]
    chosen: int
    purpose: str
    checklist: tuple[ChecklistLine, ...]
    timeline: tuple[TimelineLine, ...]
    advance: Advance | None = None
    branches: tuple[Branch, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    next: str = ""
    form: FormScreen | None = None
    materials: Materials = field(default_factory=Materials)
    subheading: str = ""
