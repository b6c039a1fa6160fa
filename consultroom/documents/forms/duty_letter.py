"""委员履职情况告知书: what a member did in a period, told to the member as a letter.

Facts and days only: no score, no order among members, no percentage. How they are counted stands
in `domain.duty` and, shortly, at the end of the letter.
"""

from __future__ import annotations

from datetime import date

from consultroom.documents.blocks import (
    Addressee,
    BlankLines,
    Block,
    Heading,
    Paper,
    Paragraph,
    Run,
    Signature,
    Table,
    Title,
)
from consultroom.documents.forms import boxed, phrases
from consultroom.documents.forms.sittings import worded
from consultroom.documents.gb9704 import GB9704, PageProfile
from consultroom.domain.calendar import chinese_date
from consultroom.domain.duty import DutyFacts, DutyKind, DutyLine, Presence
from consultroom.domain.papers import PaperRules
from consultroom.domain.stations import OrgUnit


def duty_letter(
    facts: DutyFacts,
    *,
    station: OrgUnit,
    on: date,
    rules: PaperRules = PaperRules(),
    profile: PageProfile = GB9704,
) -> Paper:
    """Return the statement for one member and one period.

    Args:
        facts: of the member, from `domain.duty.duty_facts`.
        station: who tells it.
        on: 成文日期.
        rules: the district's wording and seals.
        profile: page geometry.
    """
    who = facts.member.print_as or facts.member.name
    return Paper(
        title=f"委员履职情况告知书（{who}）",
        author=station.name,
        subject="委员履职情况告知书",
        profile=profile,
        blocks=(
            Title(text="委员履职情况告知书"),
            Addressee(text=(Run(who, whole=True), Run("委员："))),
            Paragraph(text=_lead(facts, station, rules)),
            *_summary(facts),
            *_sections(facts),
            Paragraph(text=_end(rules)),
            Signature(names=(station.name,), date=chinese_date(on), sealed=rules.seals),
            BlankLines(),
            _confirmation(rules),
        ),
    )


def _lead(facts: DutyFacts, station: OrgUnit, rules: PaperRules) -> str:
    return worded(
        rules,
        "duty.lead",
        工作站=station.name,
        起始日期=chinese_date(facts.from_on),
        截止日期=chinese_date(facts.to_on),
    )


def _end(rules: PaperRules) -> str:
    return rules.worded("duty.end")


def _confirmation(rules: PaperRules) -> Table:
    """Return the box for the member's hand, with how things are counted."""
    counting = rules.worded("duty.counting")
    foot = f"签名：{boxed.HAND}　{boxed.BLANK_DAY}"
    rows = (boxed.wide("统计口径", counting, 12), boxed.signed("委员意见", "", foot, 24))
    return boxed.box(rows, size_pt=10.5)


def _summary(facts: DutyFacts) -> tuple[Block, ...]:
    """Return one paragraph of counts, only of what there was."""
    told = [*_sitting_counts(facts), *_other_counts(facts)]
    text = "；".join(told) + "。" if told else "本期没有登记的履职活动。"
    return (Heading(level=1, text="一、总体情况"), Paragraph(text=text))


def _sitting_counts(facts: DutyFacts) -> list[str]:
    if not facts.sittings():
        return []
    parts = [f"{word.label}{facts.sittings(word)}次" for word in Presence if facts.sittings(word)]
    told = [f"应到协商{facts.sittings()}次，其中{'、'.join(parts)}"]
    if facts.speeches:
        told.append(f"发言{facts.speeches}次")
    if facts.points:
        told.append(f"参与形成共识意见{facts.points}条")
    return told


def _other_counts(facts: DutyFacts) -> list[str]:
    counts = (
        (DutyKind.RESEARCH, "参加调研{}次"),
        (DutyKind.RECEPTION, "接待群众{}次" + f"，来访{facts.visits}件、{facts.head_count}人次"),
        (DutyKind.LOOK_BACK, "参加回头看{}次"),
        (DutyKind.GOOD_DEED, "帮办实事{}件"),
    )
    found = ((words, len(facts.of(kind))) for kind, words in counts)
    return [words.format(count) for words, count in found if count]


def _sections(facts: DutyFacts) -> tuple[Block, ...]:
    """Return the dated lines under a heading for each kind there is."""
    kinds = [kind for kind in DutyKind if facts.of(kind)]
    blocks: list[Block] = []
    for place, kind in enumerate(kinds, start=2):
        blocks.append(Heading(level=1, text=f"{phrases.numeral(place)}、{kind.label}"))
        blocks += [
            Paragraph(text=f"{at}.{chinese_date(line.on)}，{_told(line)}")
            for at, line in enumerate(facts.of(kind), start=1)
        ]
    return tuple(blocks)


def _told(line: DutyLine) -> str:
    at = f"在{line.place}" if line.place else ""
    to = f"到{line.place}" if line.place else "参加"
    return {
        DutyKind.SITTING: _sitting(line),
        DutyKind.RESEARCH: f"{to}调研，议题为“{line.what}”。",
        DutyKind.RECEPTION: f"{at}接待来访{line.visits}件、{line.head_count}人次。",
        DutyKind.LOOK_BACK: f"回访“{line.what}”办理情况。",
        DutyKind.GOOD_DEED: f"{phrases.ended(line.what)}{phrases.ended(line.result)}",
    }[line.kind]


def _sitting(line: DutyLine) -> str:
    presence = line.presence.label if line.presence else ""
    told = [f"“{line.what}”，{presence}{f'（{line.remark}）' if line.remark else ''}"]
    if line.speeches:
        told.append(f"发言{line.speeches}次")
    if line.points:
        told.append(f"形成共识意见{line.points}条")
    return "，".join(told) + "。"
