"""主持词提纲: what the host may say at each item of the agenda, from what is on record.

Large type on wide lines, to be read standing. Nothing is claimed that the records do not hold;
where the host's own words are needed, a line is left blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from consultroom.documents.blocks import (
    Align,
    BlankLines,
    Block,
    Heading,
    Paper,
    Paragraph,
    RuleLine,
    Run,
    Text,
    Title,
)
from consultroom.documents.fonts import Role
from consultroom.documents.forms import phrases, sittings
from consultroom.documents.forms.sittings import Slot, worded
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.dossiers import Dossier
from consultroom.domain.meetings import Meeting, Participant
from consultroom.frozen import replace

_PT = 18.0
_CHARS, _ROWS = 24, 17
_TO_WRITE = ""  # a line for the host's hand
_LINE = RuleLine(weight_mm=0.18, height_mm=13.0)
_BLANK = "______"
_WITH_POSTS = 12  # so many speakers are called by their posts too; more would fill pages

Words = Callable[[Dossier, Meeting, Slot], Iterator[str]]


def host_outline(dossier: Dossier, meeting: Meeting, *, profile: PageProfile = GB9704) -> Paper:
    """Return the host's outline of a meeting.

    Args:
        dossier: of the consultation; a meeting without agenda items prints opening and close.
        meeting: which sitting.
        profile: page geometry; type and lines are larger here.
    """
    title = f"{sittings.called(dossier, meeting)}主持词提纲"
    return Paper(
        title=title,
        author=dossier.station.name,
        subject="主持词提纲",
        profile=_reading(profile),
        blocks=(
            Title(text=title),
            _under_title(meeting),
            BlankLines(),
            *_opening(dossier, meeting),
            *_items(dossier, meeting),
            *_close(dossier, meeting),
        ),
    )


def _reading(profile: PageProfile) -> PageProfile:
    return replace(profile, body_pt=_PT, chars=_CHARS, rows=_ROWS, line_pitch_pt=None)


def _under_title(meeting: Meeting) -> Paragraph:
    host: tuple[Run, ...] = (Run("　主持人："), Run(meeting.host, whole=True))
    day: Text = (Run(chinese_date(meeting.day)), *(host if meeting.host else ()))
    return Paragraph(text=day, indent=0, align=Align.CENTRE, role=Role.KAI)


def _say(dossier: Dossier, meeting: Meeting, text: str) -> Paragraph:
    known = phrases.names_in(dossier, meeting)
    return Paragraph(text=phrases.with_names(phrases.ended(text), known))


def _opening(dossier: Dossier, meeting: Meeting) -> Iterator[Block]:
    rules = dossier.parameters.paper
    greeting = worded(rules, "host.greeting")
    yield Paragraph(text=greeting, indent=0)
    opening = worded(
        rules,
        "host.opening",
        地点=meeting.venue or "这里",
        会议=meeting.form.label,
        议题=dossier.consultation.title,
    )
    yield _say(dossier, meeting, opening)
    yield from _who(dossier, meeting)
    slots = sittings.slots(dossier, meeting)
    if slots:
        minutes = sum(slot.item.minutes for slot in slots)
        yield _say(
            dossier, meeting, f"会议共有{len(slots)}项议程，大约需要{minutes}分钟。下面逐项进行"
        )


def _who(dossier: Dossier, meeting: Meeting) -> Iterator[Block]:
    told = [f"{name}{len(group)}人" for name, group in sittings.grouped(dossier.people(meeting))]
    if told:
        text = (
            f"应邀参加会议的有{'、'.join(told)}。欢迎各位的到来！实到{_BLANK}人，请假{_BLANK}人。"
        )
        yield Paragraph(text=text)


def _items(dossier: Dossier, meeting: Meeting) -> Iterator[Block]:
    for place, slot in enumerate(sittings.slots(dossier, meeting), start=1):
        item = slot.item
        clock = (Run(f"（{slot.clock}，{item.minutes}分钟）", Role.KAI),)
        title = Run(f"{phrases.numeral(place)}、{item.title}", Role.HEI)
        yield Heading(level=1, text=(title, *clock))
        for text in _words_for(item.title)(dossier, meeting, slot):
            yield _LINE if text == _TO_WRITE else _say(dossier, meeting, text)


def _close(dossier: Dossier, meeting: Meeting) -> Iterator[Block]:
    text = worded(dossier.parameters.paper, "host.close")
    yield Heading(level=1, text="结束语")
    yield _say(dossier, meeting, text)


def _explain(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    del meeting, slot
    topic = dossier.topic
    yield f"首先说明一下议题。这个议题来自{topic.source.label}"
    if topic.situation:
        yield phrases.ended(topic.situation)
    if topic.suggestion:
        yield f"当时提出的建议是：{phrases.ended(topic.suggestion)}"
    yield "请大家围绕议题，讲实情、说真话、提实招；意见不同不要紧，请先听完再说"


def _research(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    if not dossier.research:
        yield from _hand_over(dossier, meeting, slot)
        return
    places = "、".join(dict.fromkeys(one.place for one in dossier.research))
    yield f"会前，委员到{places}作了调研。下面请{_speaker(slot)}介绍情况"
    findings = [one.findings for one in dossier.research if one.findings]
    if findings:
        yield "（提示）" + "".join(phrases.ended(found) for found in findings)


def _speeches(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    yield f"下面请{_speaker(slot)}发言，每人请控制在5分钟以内"
    people = [person for person in dossier.people(meeting) if person.name != meeting.host]
    for name, group in sittings.grouped(people):
        yield f"{name}：{_listed(group, posts=len(people) <= _WITH_POSTS)}"


def _report(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    del dossier, meeting
    yield f"下面请{_speaker(slot)}通报情况，讲讲已经做了什么、难在哪里，时间{slot.item.minutes}分钟"


def _questions(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    del dossier, meeting
    yield f"下面请{_speaker(slot)}提问，有关方面现场解答；一时答不了的，记下来会后书面答复"
    yield from [_TO_WRITE] * 2


def _sum_up(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    del meeting, slot
    yield "听了大家的发言，我试着把说到一起的几点归拢一下，请各位看是不是这个意思"
    yield from [_TO_WRITE] * 4
    parties = dossier.topic.parties
    asked = f"特别请{'、'.join(parties)}说一说" if parties else "请各方都说一说"
    yield f"以上几点，{asked}，有没有不同意见？还没有谈拢的，如实记下来，会后接着商量"


def _stand(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    del dossier, meeting
    yield f"下面请{_speaker(slot)}表态，讲讲能办什么、打算怎么办、什么时候办"


def _hand_over(dossier: Dossier, meeting: Meeting, slot: Slot) -> Iterator[str]:
    del dossier, meeting
    yield f"下面请{_speaker(slot)}进行这一项，时间{slot.item.minutes}分钟"


_WORDS: tuple[tuple[tuple[str, ...], Words], ...] = (
    (("说明议题", "介绍议题"), _explain),
    (("调研",), _research),
    (("通报", "汇报"), _report),
    (("提问", "解答", "答疑"), _questions),
    (("共识", "归纳", "小结", "总结"), _sum_up),
    (("表态",), _stand),
    (("发言", "讨论", "协商"), _speeches),
)  # what the title of an item tells of it; the first that fits


def _words_for(title: str) -> Words:
    for tellings, words in _WORDS:
        if any(telling in title for telling in tellings):
            return words
    return _hand_over


def _speaker(slot: Slot) -> str:
    return slot.item.speaker or "大家"


def _listed(people: Sequence[Participant], *, posts: bool) -> str:
    told = [f"{one.name}（{one.post}）" if posts and one.post else one.name for one in people]
    return f"{'、'.join(told)}。"
