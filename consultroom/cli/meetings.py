"""Commands about the sitting (协商议事会): fixing, calling off, notices, answers, minutes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from consultroom.cli.answers import Answer
from consultroom.cli.desks import at_desk
from consultroom.cli.naming import (
    dossier_of,
    meeting_in,
    member_called,
    participant_called,
)
from consultroom.cli.pages import Misused, Noun, given
from consultroom.cli.sentences import day_text, went_on
from consultroom.cli.words import DAY, MOMENT, Word
from consultroom.domain.records import coded

if TYPE_CHECKING:
    from consultroom.domain.meetings import AttendanceStatus, Meeting, MeetingForm, RsvpAnswer
    from consultroom.domain.members import Member
    from consultroom.services.desk import Desk
    from consultroom.services.scheduling import Guest


@click.group(cls=Noun)
def meeting() -> None:
    """会议：安排、取消、通知、回执、签到、纪要。"""


@meeting.command("schedule")
@at_desk
@given("number", "协商编号")
@click.option("--at", "starts_at", type=MOMENT, required=True, help="时间，如 2026-11-26 14:30。")
@click.option("--venue", metavar="地点", default="", help="会场，默认本站常用会场。")
@click.option("--host", metavar="姓名", default="", help="主持人，默认召集人。")
@click.option("--recorder", metavar="姓名", default="", help="记录人，默认经办人。")
@click.option("--form", type=Word("meetings", "MeetingForm"), default="council", help="协商形式。")
@click.option("--member", "names", metavar="姓名", multiple=True, help="请哪位委员。")
@click.option("--everyone", is_flag=True, help="请全体驻站委员。")
@click.option(
    "--guest",
    "guests",
    metavar="类别:姓名:职务",
    multiple=True,
    help="其他参会人，如 部门:王卫东:区住建委副主任；"
    "类别有部门、利益相关方、群众代表、专家、列席、媒体。",
)
@click.option("--remark", "remarks", metavar="文字", multiple=True, help="通知里的有关事项。")
@click.option("--reason", metavar="文字", default="", help="改期的，说明原因。")
def schedule(
    desk: Desk,
    *,
    number: str,
    starts_at: datetime,
    venue: str,
    host: str,
    recorder: str,
    form: MeetingForm,
    names: tuple[str, ...],
    everyone: bool,
    guests: tuple[str, ...],
    remarks: tuple[str, ...],
    reason: str,
) -> Answer:
    """定下会议的时间、地点和参会人。"""
    from consultroom.domain.meetings import MeetingState
    from consultroom.services import scheduling

    dossier = dossier_of(desk, number)
    usual = desk.station().venues
    if dossier.meeting and dossier.meeting.state is not MeetingState.HELD:
        return _moved(
            desk, dossier.meeting, starts_at=starts_at, venue=venue, host=host, reason=reason
        )
    made = scheduling.schedule(
        desk,
        dossier.consultation.id,
        starts_at=starts_at,
        venue=venue or (usual[0] if usual else ""),
        host=host or dossier.consultation.convener,
        members=_asked(desk, names, everyone=everyone),
        guests=tuple(_guest(text) for text in guests),
        recorder=recorder,
        form=form,
        remarks=remarks,
    )
    return _scheduled(desk, made, "会议定在")


def _moved(
    desk: Desk, standing: Meeting, *, starts_at: datetime, venue: str, host: str, reason: str
) -> Answer:
    """Move the sitting that is planned already; the people asked stay."""
    from consultroom.services import scheduling

    made = scheduling.move(
        desk,
        standing,
        starts_at=starts_at,
        venue=venue or standing.venue,
        host=host or standing.host,
        form=standing.form,
        remarks=standing.remarks,
        reason=reason or standing.change_reason,
    )
    return _scheduled(desk, made, "原来安排的会议改在")


def _scheduled(desk: Desk, made: Meeting, lead: str) -> Answer:
    from consultroom.services import scheduling

    hints = scheduling.hints(desk, made)
    says = f"{lead}{made.venue}，{made.starts_at:%Y-%m-%d %H:%M}。"
    return went_on(desk, made.consultation, says, *hints.sentences, meeting=made, dates=hints.dates)


def _asked(desk: Desk, names: tuple[str, ...], *, everyone: bool) -> tuple[Member, ...]:
    if everyone:
        return desk.members()
    chosen = {member.id: member for member in (member_called(desk, name) for name in names)}
    return tuple(chosen.values())


def _guest(text: str) -> Guest:
    from consultroom.domain.meetings import ParticipantKind
    from consultroom.services.scheduling import Guest

    kind, name, post = [*(part.strip() for part in text.replace("：", ":").split(":")), "", ""][:3]
    if not name:
        raise Misused(f"参会人“{text}”看不懂，请写成 部门:王卫东:区住建委副主任 这样。")
    return Guest(kind=coded(ParticipantKind, kind), name=name, post=post)


@meeting.command("notice")
@at_desk
@given("number", "协商编号")
@click.option("--on", type=DAY, help="通知发出的日期，默认今天。")
@click.option("--late-reason", metavar="文字", default="", help="发得晚的，说明临时召开的原因。")
def notice(desk: Desk, *, number: str, on: date | None, late_reason: str) -> Answer:
    """登记会议通知已经发出。"""
    from consultroom.services import scheduling

    dossier = dossier_of(desk, number)
    sent = scheduling.send_notice(desk, meeting_in(dossier), on=on, late_reason=late_reason)
    says = f"会议通知已于{day_text(sent.notice_sent_on)}发出。"
    return went_on(desk, dossier.consultation.id, says, meeting=sent)


@meeting.command("cancel")
@at_desk
@given("number", "协商编号")
@click.option("--reason", metavar="文字", required=True, help="取消的原因，印在取消通知上。")
def cancel(desk: Desk, *, number: str, reason: str) -> Answer:
    """取消会议；取消以后可以再安排一次。"""
    from consultroom.services import scheduling

    dossier = dossier_of(desk, number)
    off = scheduling.cancel(desk, meeting_in(dossier), reason)
    told = ("通知已经发出，请印“会议取消通知”，告知参会人。",) if off.notice_sent_on else ()
    says = f"原定{day_text(off.day)}的会议已取消。"
    return went_on(desk, dossier.consultation.id, says, *told, meeting=off)


@meeting.command("rsvp")
@at_desk
@given("number", "协商编号")
@given("name", "姓名", "参会人姓名。")
@given("answer", "回执", "", type=Word("meetings", "RsvpAnswer"))
@click.option("--reason", metavar="文字", default="", help="请假事由，请假必须写。")
@click.option("--substitute", metavar="姓名", default="", help="替会人。")
def rsvp(
    desk: Desk, *, number: str, name: str, answer: RsvpAnswer, reason: str, substitute: str
) -> Answer:
    """登记一份回执。"""
    from consultroom.services import scheduling

    dossier = dossier_of(desk, number)
    person = participant_called(dossier.people(meeting_in(dossier)), name)
    slip = scheduling.answer(desk, person, answer, reason=reason, substitute=substitute)
    says = f"{person.name}：{answer.label}。"
    return went_on(desk, dossier.consultation.id, says, participant=person, rsvp=slip)


@meeting.command("attend")
@at_desk
@given("number", "协商编号")
@click.option("--late", metavar="姓名", multiple=True, help="迟到的人。")
@click.option("--left-early", metavar="姓名", multiple=True, help="早退的人。")
@click.option("--online", metavar="姓名", multiple=True, help="线上参加的人。")
@click.option("--substitute", metavar="姓名", multiple=True, help="由别人替会的人。")
@click.option("--leave", metavar="姓名", multiple=True, help="请假的人。")
@click.option("--absent", metavar="姓名", multiple=True, help="缺席的人。")
def attend(desk: Desk, *, number: str, **named: tuple[str, ...]) -> Answer:
    """登记签到：没有点名的都算出席，事先请假的算请假。"""
    from consultroom.domain.meetings import AttendanceStatus
    from consultroom.services import filing, scheduling

    dossier = dossier_of(desk, number)
    sitting = meeting_in(dossier)
    people = dossier.people(sitting)
    exceptions: dict[str, AttendanceStatus] = {}
    for status, names in named.items():
        for name in names:
            exceptions[participant_called(people, name).id] = coded(AttendanceStatus, status)
    scheduling.attend(desk, sitting, exceptions)
    after = filing.dossier(desk, dossier.consultation.id)
    count = after.headcount(sitting)
    says = (
        f"应到{count.invited}人，实到{count.there}人，请假{count.leave}人，缺席{count.absent}人。"
    )
    return went_on(
        desk,
        dossier.consultation.id,
        says,
        attendance=after.marks(sitting),
        headcount={
            "invited": count.invited,
            "there": count.there,
            "leave": count.leave,
            "absent": count.absent,
        },
    )


@meeting.command("minutes")
@at_desk
@given("number", "协商编号")
@given(
    "file",
    "文件",
    "写好的记录：txt 用“# 发言”“# 共识”“# 分歧”“# 要求”“# 基本情况”分段，或用同样内容的 json。",
    type=click.Path(path_type=Path),
    required=False,
)
@click.option("--say", "said", metavar="姓名:内容", multiple=True, help="记一条发言。")
@click.option(
    "--agreed",
    metavar="内容|主办|协办|时限",
    multiple=True,
    help="一条共识意见，如 更换楼道灯|区住建委|梧桐街道|2026-12-31；后三项可以不写。",
)
@click.option("--dissent", metavar="内容|说明", multiple=True, help="一条未达成一致的意见。")
@click.option("--summary", metavar="文字", default="", help="基本情况，默认由程序按记录写。")
@click.option("--require", "requirements", metavar="文字", multiple=True, help="一条会议要求。")
@click.option("--confirm", metavar="姓名", default="", help="召集人已确认，写召集人姓名。")
def minutes(
    desk: Desk,
    *,
    number: str,
    file: Path | None,
    said: tuple[str, ...],
    agreed: tuple[str, ...],
    dissent: tuple[str, ...],
    summary: str,
    requirements: tuple[str, ...],
    confirm: str,
) -> Answer:
    """写纪要：发言、共识、分歧、要求，以及召集人确认。

    发言逐条加在后面；共识、分歧、要求、基本情况再写一次，就替换原来的那一类。
    """
    from consultroom.cli import minutes_text
    from consultroom.services import filing

    told = minutes_text.read(file) if file else minutes_text.Told()
    told = told.joined(minutes_text.from_words(said, agreed, dissent, summary, requirements))
    dossier = dossier_of(desk, number)
    sitting = meeting_in(dossier)
    if told.empty and not confirm:
        raise Misused(
            "没有要写的内容。可以用 --say、--agreed、--dissent、--confirm，或给一个文件。"
        )
    says = minutes_text.write(desk, dossier, sitting, told) + _confirmed(desk, sitting, confirm)
    after = filing.dossier(desk, dossier.consultation.id)
    return went_on(
        desk,
        dossier.consultation.id,
        *says,
        minutes=after.minutes_of(sitting),
        entries=after.entries_of(sitting),
        consensus=after.agreed(),
        dissent=after.not_agreed(),
    )


def _confirmed(desk: Desk, sitting: Meeting, by: str) -> tuple[str, ...]:
    from consultroom.services import recording

    if not by:
        return ()
    sheet = recording.confirm(desk, sitting, by)
    return (f"纪要经{sheet.confirmed_by}确认，为第{sheet.issue_number}期。",)
