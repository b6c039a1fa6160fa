"""What each service refuses, in which sentence, and that nothing is written then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from consultroom.domain.consultations import Branch
from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.meetings import RsvpAnswer
from consultroom.domain.minutes import ConsensusItem
from consultroom.domain.outcomes import ReviewVerdict
from consultroom.domain.receptions import ReceptionDay
from consultroom.domain.stations import UnitKind
from consultroom.domain.topics import Topic, TopicSource, Verdict
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import (
    attaching,
    concluding,
    following,
    founding,
    gathering,
    planning,
    progressing,
    receiving,
    recording,
    rostering,
    safekeeping,
    scheduling,
    titling,
)
from consultroom.services.desk import Desk, Over, find_record
from consultroom.services.recording import Point
from tests.builders import a_reception_day
from tests.services.stages import (
    FIRST_DAY,
    MEETING,
    Stages,
    Watch,
    everything,
    found,
    the_assignment,
    the_dossier,
    the_meeting,
    the_topic,
)

Verb = Callable[[Desk], object]
NOON = datetime(2026, 11, 26, 12)  # noqa: DTZ001 - wall-clock time


def _id(desk: Desk) -> str:
    return the_dossier(desk).consultation.id


def _topic(desk: Desk, title: str = "修路灯", proposer: str = "周立") -> object:
    return gathering.add_topic(desk, title=title, source=TopicSource.MEMBER, proposer=proposer)


def _decide(desk: Desk, verdict: Verdict, *, by: str = "赵国强") -> object:
    return gathering.decide(desk, the_topic(desk), verdict, decided_by=by)


def _schedule(desk: Desk, *, venue: str, everyone: bool = True) -> object:
    return scheduling.schedule(
        desk,
        _id(desk),
        starts_at=NOON,
        venue=venue,
        host="张建国",
        members=desk.members() if everyone else (),
    )


def _item(desk: Desk, order: int = 1) -> ConsensusItem:
    return the_dossier(desk).agreed()[order - 1]


def _assign_without_unit(desk: Desk) -> object:
    return concluding.assign(desk, the_dossier(desk), replace(_item(desk), lead_unit=" "))


def _attach(desk: Desk, file: Path) -> object:
    return attaching.attach(desk, the_topic(desk), file)


def _turn(branch: Branch, reason: str = "有原因") -> Verb:
    return lambda desk: progressing.turn(desk, _id(desk), branch, reason=reason)


# what is tried -> (stage, how, the whole sentence)
REFUSALS: dict[str, tuple[str, Verb, str]] = {
    "a topic without a title": (
        "founded",
        lambda desk: _topic(desk, title=" "),
        "请写明议题名称。",
    ),
    "a topic from nobody": (
        "founded",
        lambda desk: _topic(desk, proposer="　"),
        "请写明提出人，不便具名的可以用化名。",
    ),
    "a decision by nobody": (
        "with a topic",
        lambda desk: _decide(desk, Verdict.ADOPTED, by=""),
        "请写明由谁审定。",
    ),
    "a refusal without a reason": (
        "with a topic",
        lambda desk: _decide(desk, Verdict.REJECTED),
        "“不采纳”要写一句理由，好答复提出人。",
    ),
    "a month written wrong": (
        "founded",
        lambda desk: planning.add_item(desk, "2026年11月", "修路灯"),
        "月份“2026年11月”看不懂，请写成 2026-11 这样。",
    ),
    "a thirteenth month": (
        "founded",
        lambda desk: planning.add_item(desk, "2026-13", "修路灯"),
        "月份“2026-13”看不懂，请写成 2026-11 这样。",
    ),
    "a consultation begun twice": (
        "begun",
        lambda desk: progressing.begin(desk, the_topic(desk)),
        "议题“老旧小区加装电梯”已经在协商中，请打开原来的那一次。",
    ),
    "going on past a blocking gate": (
        "minuted",
        lambda desk: progressing.go_on(desk, _id(desk), reason="急"),
        "还不能进入下一步：\n· 协商纪要还没有经召集人确认。",
    ),
    "going on past a warning without a reason": (
        "begun",
        lambda desk: progressing.go_on(desk, _id(desk)),
        "还有提醒没有处理：\n· 党政所需、群众所盼、政协所能三问还没有答完。\n"
        "确要进入下一步，请写明原因。",
    ),
    "a branch without a reason": (
        "begun",
        _turn(Branch.STOP, reason=" "),
        "“中止”需要写明原因。",
    ),
    "a branch from the wrong phase": (
        "begun",
        _turn(Branch.RECONVENE),
        "现在不能“再次协商”。开过会的协商才谈得上再次协商。",
    ),
    "a meeting nowhere": (
        "to be held",
        lambda desk: _schedule(desk, venue=" "),
        "请写明会议地点。",
    ),
    "a meeting of nobody": (
        "to be held",
        lambda desk: _schedule(desk, venue="三楼", everyone=False),
        "请至少选一位参会人员。",
    ),
    "a leave without a reason": (
        "noticed",
        lambda desk: scheduling.answer(
            desk, the_dossier(desk).people(the_meeting(desk))[0], RsvpAnswer.LEAVE
        ),
        "请假要写明事由。",
    ),
    "saying nothing": (
        "held",
        lambda desk: recording.say(desk, the_meeting(desk), None, " \n"),
        "发言内容是空的，请先写内容。",
    ),
    "changing minutes that are confirmed": (
        "confirmed",
        lambda desk: recording.draft(desk, the_meeting(desk), agreed=(Point(text="改一改"),)),
        "纪要已经确认。要修改请先撤销确认。",
    ),
    "minutes confirmed by nobody": (
        "minuted",
        lambda desk: recording.confirm(desk, the_meeting(desk), ""),
        "请写明由哪位召集人确认。",
    ),
    "confirming minutes that are not written": (
        "held",
        lambda desk: recording.confirm(desk, the_meeting(desk), "张建国"),
        "还没有归纳纪要，请先写纪要再确认。",
    ),
    "a review of no sheet": (
        "confirmed",
        lambda desk: concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE),
        "还没有协商成果单，请先填写。",
    ),
    "a fourth review": (
        "reviewed",
        lambda desk: concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE),
        "审核已经全部通过，不用再登记。",
    ),
    "a return without a remark": (
        "concluded",
        lambda desk: concluding.review(desk, the_dossier(desk), ReviewVerdict.RETURN),
        "退回要写明意见，好知道改什么。",
    ),
    "handing out a point without a sheet": (
        "confirmed",
        lambda desk: concluding.assign(desk, the_dossier(desk), _item(desk)),
        "还没有协商成果单，请先填写再交办。",
    ),
    "handing out a point to nobody": (
        "reviewed",
        _assign_without_unit,
        "第1条还没有主办单位，请先写明。",
    ),
    "handing out a point twice": (
        "assigned",
        lambda desk: concluding.assign(desk, the_dossier(desk), _item(desk, 2)),
        "第2条已经交办，不用重复交办。",
    ),
    "a result class the district has not": (
        "assigned",
        lambda desk: following.reply(desk, the_assignment(desk), text="办好", result="E"),
        "没有办理结果类别“E”。现有：A：已解决或基本解决；B：部分解决或列入计划；"
        "C：受条件限制，留作参考；D：不可行，已作说明。",
    ),
    "an empty reply": (
        "assigned",
        lambda desk: following.reply(desk, the_assignment(desk), text=" ", result="A"),
        "请写明办理情况。",
    ),
    "an extension without a reason": (
        "assigned",
        lambda desk: following.extend(desk, the_assignment(desk), date(2027, 5, 1), ""),
        "延期要写明原因。",
    ),
    "an extension to an earlier day": (
        "assigned",
        lambda desk: following.extend(desk, the_assignment(desk), date(2026, 12, 1), "忙"),
        "延期后的日期要晚于原定时限。",
    ),
    "dissatisfaction without a reason": (
        "replied",
        lambda desk: following.rate(desk, _id(desk), RaterKind.MEMBER, Rating.DISSATISFIED),
        "评价为不满意的，请写明哪里不满意。",
    ),
    "a look-back by nobody": (
        "replied",
        lambda desk: following.look_back(desk, _id(desk), who=(), finding="好", still_holds=True),
        "请写明谁去看的、看到什么。",
    ),
    "a title with other words": (
        "scheduled",
        lambda desk: titling.break_notice(
            desk, the_dossier(desk), the_meeting(desk), "关于开会|的通知"
        ),
        "标题分行只能加竖线，不能改字。标题是：关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知",
    ),
    "a visit about nothing": (
        "founded",
        lambda desk: receiving.receive(desk, receiving_day(desk), matter=""),
        "请写明来访反映的事项。",
    ),
    "a visit of nobody": (
        "founded",
        lambda desk: receiving.receive(desk, receiving_day(desk), matter="路灯", head_count=0),
        "来访人数至少是1。",
    ),
    "a member without a name": (
        "founded",
        lambda desk: rostering.add_member(desk, rostering.new_member(desk, "　")),
        "请写明委员姓名。",
    ),
    "an attachment that is not there": (
        "with a topic",
        lambda desk: _attach(desk, Path("no-such.pdf")),
        "找不到文件“no-such.pdf”，请核对位置。",
    ),
    "a number of another kind": (
        "begun",
        lambda desk: find_record(desk, Topic, "WT-XS-2026-001"),
        "编号WT-XS-2026-001不是这里要的那一类，请核对编号。",
    ),
    "a number nobody has": (
        "begun",
        lambda desk: safekeeping.history(desk, "WT-XS-2026-009"),
        "没有编号为“WT-XS-2026-009”的记录，请核对后再试。",
    ),
    "undoing an act that is not there": (
        "founded",
        lambda desk: safekeeping.undo(desk, "0" * 26),
        "没有找到这次操作，请刷新后再试。",
    ),
}


def receiving_day(desk: Desk) -> ReceptionDay:
    """Return a reception day that is not saved."""
    return a_reception_day(owner=desk.owner)


@pytest.mark.parametrize("tried", REFUSALS)
def test_it_is_refused_in_a_sentence_and_nothing_is_written(tried: str, stages: Stages):
    stage, verb, sentence = REFUSALS[tried]
    desk = stages(stage)
    before, acts = everything(desk), desk.room.acts()
    with pytest.raises(UserError) as refused:
        verb(desk)
    assert str(refused.value) == sentence
    assert (everything(desk), desk.room.acts()) == (before, acts)


def test_an_act_that_was_built_on_is_not_undone(stages: Stages):
    desk = stages("begun")
    made = next(act for act in desk.room.acts() if act.name == "登记议题")
    with pytest.raises(UserError, match="不能撤销“登记议题”：之后的“审定议题”"):
        safekeeping.undo(desk, made.id)


@pytest.mark.parametrize("code", ["wt", "W1", "", "WUTONGJ", "梧"])
def test_a_code_that_cannot_stand_in_a_number_founds_nothing(code: str, tmp_path: Path):
    room = tmp_path / "room"
    with pytest.raises(founding.BadCode, match=f"代码“{code}”不能用。请用1至6个大写字母"):
        founding.found_district(
            room,
            district=founding.a_unit(UnitKind.DISTRICT, code, "江州区政协"),
            by="王敏",
            clock=Watch(FIRST_DAY, NOON.time()),
            chance=bytes,
        )
    assert not room.exists()


def test_a_room_is_not_founded_over_another(tmp_path: Path):
    found(tmp_path / "room").room.close()
    with pytest.raises(UserError):
        found(tmp_path / "room")


def test_an_empty_file_is_not_attached(stages: Stages, tmp_path: Path):
    (tmp_path / "empty.pdf").touch()
    with pytest.raises(UserError, match=r"“empty\.pdf”是空文件"):
        _attach(stages("with a topic"), tmp_path / "empty.pdf")


def test_nothing_new_is_planned_in_a_consultation_that_has_ended(stages: Stages):
    desk = stages("begun")
    consultation = the_dossier(desk).consultation
    progressing.turn(desk, consultation.id, Branch.STOP, reason="各方同意不再协商。")
    for verb in (
        lambda: progressing.research(
            desk, consultation.id, place="小区", findings="看过", people=("张建国",)
        ),
        lambda: scheduling.schedule(
            desk, consultation.id, starts_at=MEETING, venue="会议室", host="张建国"
        ),
        lambda: concluding.draft_outcome(desk, the_dossier(desk)),
    ):
        with pytest.raises(Over, match="已经中止，不能再登记新的内容"):
            verb()


def test_a_step_scheme_is_found_by_its_title_or_refused_with_those_there_are(stages: Stages):
    desk = stages("founded")
    assert desk.scheme("日照三步").id == desk.scheme("rizhao-three").id == "rizhao-three@1"
    with pytest.raises(UserError, match=r"没有步骤方案“五步”。现有：.*默认六步"):
        desk.scheme("五步")


def test_confirmed_minutes_take_no_further_word(stages: Stages):
    desk = stages("confirmed")
    before = everything(desk)
    for verb in (
        lambda: recording.say(desk, the_meeting(desk), None, "补写", name="张建国"),
        lambda: recording.change_entries(desk, the_meeting(desk), ()),
        lambda: recording.draft(desk, the_meeting(desk), agreed=(Point(text="另一条"),)),
    ):
        with pytest.raises(recording.NotRecorded, match="纪要已经确认"):
            verb()
    assert everything(desk) == before


def test_an_outcome_waits_for_confirmed_minutes(stages: Stages):
    desk = stages("minuted")
    with pytest.raises(concluding.NotConcluded, match="先确认纪要"):
        concluding.draft_outcome(desk, the_dossier(desk))


def test_what_has_not_come_yet_is_not_written_down(stages: Stages):
    desk = stages("noticed")
    later = date(2030, 1, 1)
    meeting = the_meeting(desk)
    for verb in (
        lambda: scheduling.send_notice(desk, meeting, on=date(2026, 11, 27)),
        lambda: progressing.research(
            desk, meeting.consultation, place="小区", findings="看过", people=(), on=later
        ),
        lambda: progressing.research(
            desk, meeting.consultation, place=" ", findings="看过", people=()
        ),
        lambda: gathering.add_topic(
            desk, title="路灯", source=TopicSource.MEMBER, proposer="张建国", proposed_on=later
        ),
        lambda: gathering.add_topic(
            desk, title="路灯", source=TopicSource.MEMBER, proposer="张建国", month="2026-13"
        ),
    ):
        with pytest.raises(UserError):
            verb()
