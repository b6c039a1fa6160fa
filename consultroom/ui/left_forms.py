"""Half-typed forms left from the last time (没填完的表): which, in words, and where. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from consultroom.domain.consultations import Consultation
from consultroom.frozen import Frozen
from consultroom.services import drafting
from consultroom.services.desk import Desk
from consultroom.ui.values import Act

if TYPE_CHECKING:
    from consultroom.ui.main_window import MainWindow

RECENT = 14  # days
MOST = 3  # forms named in the sentence
GO_ON = "接着填"
MAPPING = "mapping."  # how its drafts begin

WORKSPACE = {
    "topic": "议题征集表",
    "decision": "审题定题",
    "screening": "三方把关",
    "research": "登记调研",
    "meeting": "会议安排",
    "another_sitting": "会议安排",
    "notice": "会议通知",
    "rsvp": "登记回执",
    "attendance": "登记签到",
    "minutes": "归纳纪要",
    "confirm": "确认纪要",
    "outcome": "协商成果单",
    "review": "成果单审核",
    "assign": "逐条交办",
    "reply": "登记答复",
    "satisfaction": "满意度评价",
    "look_back": "登记回头看",
}
OUTCOMES = {"reply": "登记答复", "extend": "延期", "press": "督办", "send_back": "承办单位退回",
            "chase": "催办"}  # fmt: skip
RECEPTIONS = {"open": "登记接待日", "change": "修改接待日", "rule": "定期接待日",
              "topic": "来访列入议题", "follow": "来访的办理"}  # fmt: skip
CALENDAR = {"schedule": "安排会议", "move": "更改会议安排", "cancel": "取消会议",
            "approve": "年度计划的批准", "cadence": "协商频次"}  # fmt: skip
CARDS = {
    "topics": {"new": "登记议题", "": "议题的表"},
    "members": {"new": "新增委员", "": "委员的表"},
}


class LeftForm(Frozen, kw_only=True):
    """One form that waits: what it is called, and what opens it."""

    words: str
    act: Act


def left_forms(desk: Desk) -> tuple[LeftForm, ...]:
    """Return the forms half typed lately, the latest first; none about a matter that is gone."""
    keys = drafting.waiting(desk, days=RECENT)
    titles = {one.id: one.title for one in desk.room.find(Consultation)} if keys else {}
    return tuple(_named(desk, keys, titles))


def _named(desk: Desk, keys: tuple[str, ...], titles: dict[str, str]) -> Iterator[LeftForm]:
    for key in keys:
        head, _, rest = key.partition("/")
        if head in titles:
            word = WORKSPACE.get(rest.partition("/")[0], "办理")
            yield _form(f"“{titles[head]}”的{word}", "workspace", key)
        elif head in KINDS:
            yield KINDS[head](rest)
        elif head.startswith(MAPPING):
            yield from _mapping(desk, key)


def _mapping(desk: Desk, key: str) -> Iterator[LeftForm]:
    """Yield the superior's form (上级报表) whose columns are half settled."""
    from consultroom.services import half_mapped  # reads spreadsheets: seldom wanted at the start

    found = half_mapped.named(desk, key)
    if found is not None:
        name, made = found
        yield _form(f"上级报表“{name}”的对应", "mappings", made)


def _form(words: str, page: str, about: str = "") -> LeftForm:
    return LeftForm(words=words, act=Act(word=GO_ON, page=page, about=about))


def _begin(_rest: str) -> LeftForm:
    return _form("开始协商", "begin")


def _card(page: str, rest: str) -> LeftForm:
    return _form(CARDS[page].get(rest, CARDS[page][""]), page, rest)


def _outcome(rest: str) -> LeftForm:
    form, _, one = rest.partition("/")
    return _form(OUTCOMES.get(form, "成果办理"), "outcomes", f"{one}/{form}")


def _reception(rest: str) -> LeftForm:
    form, _, about = rest.partition("/")
    there = f"{about}/{form}" if form == "change" else f"/{rest.rstrip('/')}"
    return _form(RECEPTIONS.get(form, "接待日"), "receptions", there)


def _visit(day: str) -> LeftForm:
    return _form("登记来访", "receptions", day)


def _calendar(rest: str) -> LeftForm:
    form = rest.partition("/")[0]
    there = rest if form in ("schedule", "cancel") else ""
    return _form(CALENDAR.get(form, "协商日历"), "calendar", there)


def _settings(_rest: str) -> LeftForm:
    return _form("设置", "settings")


KINDS: dict[str, Callable[[str], LeftForm]] = {
    "begin": _begin,
    "topics": partial(_card, "topics"),
    "members": partial(_card, "members"),
    "outcomes": _outcome,
    "receptions": _reception,
    "visit": _visit,
    "calendar": _calendar,
    "settings": _settings,
}


def sentence(forms: tuple[LeftForm, ...]) -> str:
    """Return what is said of forms that wait; nothing when there are none."""
    if not forms:
        return ""
    named = list(dict.fromkeys(one.words for one in forms))
    words = "、".join(named[:MOST]) + ("等" if len(named) > MOST else "")
    return f"上次有 {len(forms)} 张没填完的表还在：{words}。打开那张表就能接着填。"


def remind(desk: Desk, window: MainWindow) -> None:
    """Say in the window which forms wait, with a button to the latest; nothing without any."""
    forms = left_forms(desk)
    if not forms:
        return
    say = window.toast if window.sentence_bar.sentence else window.sentence_bar.say
    say(sentence(forms), word=GO_ON, act=partial(window.follow, forms[0].act))
