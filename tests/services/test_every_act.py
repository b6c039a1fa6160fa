"""Each thing a person does is one act in the journal, and undoing it leaves the room as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from consultroom.domain.consultations import Branch
from consultroom.domain.followup import RaterKind, Rating
from consultroom.domain.meetings import AttendanceStatus, ParticipantKind, RsvpAnswer
from consultroom.domain.minutes import MinutesEntry
from consultroom.domain.outcomes import Assignment, ReviewVerdict
from consultroom.domain.papers import SeatingShape
from consultroom.domain.plans import Cadence, CadenceKind
from consultroom.domain.receptions import ReceptionDay, Visit, VisitHandling
from consultroom.domain.submissions import MarkKind
from consultroom.domain.topics import Screening, Topic, TopicSource, Verdict
from consultroom.exchange.identity import card_of, new_identity
from consultroom.frozen import replace
from consultroom.services import (
    archiving,
    attaching,
    concluding,
    following,
    gathering,
    handling,
    identifying,
    importing_topics,
    mapping,
    overseeing,
    planning,
    profiling,
    progressing,
    receiving,
    recording,
    recurring,
    refilling,
    rostering,
    ruling,
    safekeeping,
    scheduling,
    seating,
    templating,
    titling,
)
from consultroom.services.desk import Desk
from consultroom.services.recording import Point
from consultroom.services.recurring import ReceptionRule
from consultroom.services.scheduling import Guest
from tests.documents.superiors import a_form
from tests.services.stages import (
    MEETING,
    Stages,
    everything,
    the_assignment,
    the_dossier,
    the_meeting,
    the_topic,
)

Verb = Callable[[Desk], object]
A_ROSTER = "姓名,界别\n周立,经济界\n吴敏,教育界\n"


def _id(desk: Desk) -> str:
    return the_dossier(desk).consultation.id


def _turn(branch: Branch) -> Verb:
    return lambda desk: progressing.turn(desk, _id(desk), branch, reason="说明原因")


def _import(desk: Desk) -> object:
    file = desk.room.folder.parent / "roster.csv"
    file.write_text(A_ROSTER, encoding="utf-8")
    return rostering.import_members(desk, file)


def _import_topics(desk: Desk) -> object:
    file = desk.room.folder.parent / "topics.csv"
    file.write_text("议题,提出人\n楼道照明,周立\n", encoding="utf-8")
    sheet = importing_topics.read(file)
    return importing_topics.take_in(desk, sheet, {"title": 0, "proposer": 1})


def _attach(desk: Desk) -> object:
    file = desk.room.folder.parent / "scan.pdf"
    file.write_bytes(b"scan")
    return attaching.attach(desk, the_topic(desk), file)


def _print(desk: Desk) -> object:
    return archiving.issue(
        desk,
        kind="notice",
        subject=the_topic(desk).id,
        title="会议通知",
        digest="0" * 64,
        make_pdf=lambda version: f"%PDF-1.7 {version}".encode(),
        pages=1,
    )


def _trust(desk: Desk) -> object:
    chance = desk.room.chance
    theirs = new_identity(unit="GH", node="aa", made=desk.today, chance=chance)
    return identifying.trust(desk, card_of(theirs, "桂花街道委员工作站"))


def _template(desk: Desk) -> object:
    return templating.save_template(desk, "general", templating.template(desk, "general"))


class _After:
    """A verb after something else; ``before`` is done first and is no part of it."""

    def __init__(self, before: Callable[[Desk], Any], then: Callable[[Desk, Any], object]) -> None:
        self._before, self._then = before, then
        self._made: Any = None

    def prepare(self, desk: Desk) -> None:
        self._made = self._before(desk)

    def __call__(self, desk: Desk) -> object:
        return self._then(desk, self._made)


def _learn_form(desk: Desk) -> object:
    file = desk.room.folder.parent / "form.xlsx"
    file.write_bytes(a_form())
    return refilling.learn(desk, file, "成果办理台账")


def _open_day(desk: Desk) -> ReceptionDay:
    return receiving.open_day(desk, receivers=("张建国",))


def _moved_day(desk: Desk, day: ReceptionDay) -> object:
    on = date(2026, 12, 1)
    return receiving.change_day(desk, day, on=on, slot="下午", place="二楼", receivers=("李秀英",))


def _visit(desk: Desk) -> Visit:
    day = receiving.open_day(desk, receivers=("张建国",))
    return receiving.receive(desk, day, matter="路灯不亮", result="已修好", visitor="化名老李")


def _mark(desk: Desk) -> object:
    return overseeing.mark(desk, desk.owner, "2026-10", MarkKind.RETURNED, reason="缺签到表")


def _rewrite(desk: Desk) -> object:
    entries = desk.room.find(MinutesEntry)
    return recording.change_entries(desk, the_meeting(desk), (), gone=[one.id for one in entries])


# name of the act -> (stage it is done at, how)
VERBS: dict[str, tuple[str, Verb]] = {
    "新增委员": (
        "founded",
        lambda desk: rostering.add_member(desk, rostering.new_member(desk, "周立")),
    ),
    "导入委员": ("with members", _import),
    "对应报表": ("founded", _learn_form),
    "删除报表对应": (
        "founded",
        _After(_learn_form, lambda desk, learned: mapping.forget(desk, learned.map)),
    ),
    "登记议题": (
        "founded",
        lambda desk: gathering.add_topic(
            desk, title="修路灯", source=TopicSource.MEMBER, proposer="周立"
        ),
    ),
    "修改议题": (
        "with a topic",
        lambda desk: gathering.revise(desk, _with_title(desk, "老旧小区装电梯")),
    ),
    "议题把关": (
        "with a topic",
        lambda desk: gathering.screen(
            desk,
            the_topic(desk),
            Screening(wanted_by_party=True, wanted_by_people=True, within_our_means=False),
        ),
    ),
    "审定议题": (
        "with a topic",
        lambda desk: gathering.decide(
            desk, the_topic(desk), Verdict.REJECTED, decided_by="赵国强", reason="已在办理"
        ),
    ),
    "关联议题来源": ("with a topic", lambda desk: gathering.link(desk, the_topic(desk), ("v1",))),
    "议题列入计划": (
        "with a topic",
        lambda desk: gathering.plan_for(desk, the_topic(desk), "2026-12"),
    ),
    "导入议题": ("with a topic", _import_topics),
    "修改委员": (
        "with members",
        lambda desk: rostering.revise_member(desk, replace(desk.members()[0], phone="5550123")),
    ),
    "登记驻站": (
        "with members",
        lambda desk: rostering.post_here(
            desk,
            desk.members()[0],
            from_on=desk.today,
            to_on=date(2026, 12, 31),
            posting=rostering.postings_of(desk, desk.members()[0].id)[0],
        ),
    ),
    "列入年度计划": ("founded", lambda desk: planning.add_item(desk, "2026-11", "修路灯")),
    "改排计划月份": (
        "founded",
        _After(
            lambda desk: planning.add_item(desk, "2026-11", "修路灯"),
            lambda desk, item: planning.move_item(desk, item, "2027-01"),
        ),
    ),
    "移出年度计划": (
        "founded",
        _After(lambda desk: planning.add_item(desk, "2026-11", "修路灯"), planning.drop_item),
    ),
    "安排接待日": (
        "founded",
        lambda desk: recurring.make_days(
            desk, ReceptionRule(start=date(2026, 11, 1), end=date(2027, 3, 31))
        ),
    ),
    "修改接待日": ("founded", _After(_open_day, _moved_day)),
    "取消接待日": ("founded", _After(_open_day, receiving.drop_day)),
    "修改来访": (
        "founded",
        _After(
            _visit,
            lambda desk, visit: receiving.revise_visit(
                desk, replace(visit, matter="两盏路灯不亮", result=""), visitor="老李家"
            ),
        ),
    ),
    "登记来访办理": (
        "founded",
        _After(
            _visit,
            lambda desk, visit: receiving.follow(
                desk,
                visit,
                handling=VisitHandling.TRANSFERRED,
                handler="区城管局",
                due_on=date(2026, 12, 1),
            ),
        ),
    ),
    "删除来访": ("founded", _After(_visit, receiving.drop_visit)),
    "来访列入议题": (
        "founded",
        _After(
            _visit,
            lambda desk, visit: receiving.make_topic(
                desk, visit, title="路灯补亮", proposer="来访群众"
            ),
        ),
    ),
    "一并督办": (
        "assigned",
        lambda desk: handling.press_all(desk, desk.room.find(Assignment), "请抓紧"),
    ),
    "批准年度计划": (
        "founded",
        lambda desk: planning.approve(desk, 2026, body="街道党工委", on=desk.today),
    ),
    "确定协商频次": (
        "founded",
        lambda desk: planning.set_cadence(desk, 2026, Cadence(kind=CadenceKind.PER_YEAR)),
    ),
    "开始协商": ("with a topic", lambda desk: progressing.begin(desk, the_topic(desk))),
    "登记调研": (
        "begun",
        lambda desk: progressing.research(
            desk, _id(desk), place="梧桐一村", findings="多数赞成", people=("张建国",)
        ),
    ),
    "进入下一步": (
        "begun",
        lambda desk: progressing.go_on(desk, _id(desk), reason="口头做过"),
    ),
    "暂缓": ("begun", _turn(Branch.POSTPONE)),
    "中止": ("begun", _turn(Branch.STOP)),
    "小事简议": ("begun", _turn(Branch.BRIEF)),
    "再次协商": ("followed", _turn(Branch.RECONVENE)),
    "转社情民意": ("confirmed", _turn(Branch.TO_OPINION)),
    "转提案": ("confirmed", _turn(Branch.TO_PROPOSAL)),
    "自行办结": ("begun", _turn(Branch.SELF_SETTLE)),
    "跨年度": ("followed", _turn(Branch.CARRY_OVER)),
    "安排协商议事会": (
        "to be held",
        lambda desk: scheduling.schedule(
            desk,
            _id(desk),
            starts_at=datetime(2026, 11, 26, 9),  # noqa: DTZ001 - wall-clock time
            venue="三楼会议室",
            host="张建国",
            members=desk.members(),
        ),
    ),
    "增加参会人": (
        "scheduled",
        lambda desk: scheduling.ask(
            desk, the_meeting(desk), Guest(kind=ParticipantKind.EXPERT, name="郑工")
        ),
    ),
    "取消协商议事会": (
        "noticed",
        lambda desk: scheduling.cancel(desk, the_meeting(desk), "主持人临时出差。"),
    ),
    "更改会议安排": (
        "noticed",
        lambda desk: scheduling.move(
            desk,
            the_meeting(desk),
            starts_at=MEETING.replace(hour=9),
            venue="二楼",
            host="张建国",
            form=the_meeting(desk).form,
        ),
    ),
    "发出会议通知": (
        "scheduled",
        lambda desk: scheduling.send_notice(desk, the_meeting(desk)),
    ),
    "登记回执": (
        "noticed",
        lambda desk: scheduling.answer(
            desk, the_dossier(desk).people(the_meeting(desk))[0], RsvpAnswer.COMING
        ),
    ),
    "登记签到": (
        "noticed",
        lambda desk: scheduling.attend(
            desk,
            the_meeting(desk),
            {the_dossier(desk).people(the_meeting(desk))[0].id: AttendanceStatus.LATE},
        ),
    ),
    "记发言": (
        "held",
        lambda desk: recording.say(desk, the_meeting(desk), None, "我同意。", name="旁听居民"),
    ),
    "整理会议记录": ("minuted", _rewrite),
    "归纳纪要": (
        "minuted",
        lambda desk: recording.draft(
            desk, the_meeting(desk), agreed=(Point(text="只剩一条"),), summary="会开得好"
        ),
    ),
    "确认纪要": (
        "minuted",
        lambda desk: recording.confirm(desk, the_meeting(desk), "张建国"),
    ),
    "填写协商成果单": (
        "confirmed",
        lambda desk: concluding.draft_outcome(desk, the_dossier(desk)),
    ),
    "登记审核": (
        "concluded",
        lambda desk: concluding.review(desk, the_dossier(desk), ReviewVerdict.AGREE),
    ),
    "交办": (
        "reviewed",
        lambda desk: concluding.assign_all(
            desk,
            the_dossier(desk),
            tuple((item, concluding.Handing()) for item in the_dossier(desk).agreed()),
        ),
    ),
    "登记答复": (
        "assigned",
        lambda desk: following.reply(desk, the_assignment(desk), text="办好了", result="a"),
    ),
    "延期": (
        "assigned",
        lambda desk: following.extend(desk, the_assignment(desk), date(2027, 3, 1), "等待上级批复"),
    ),
    "督办": (
        "assigned",
        lambda desk: following.press(desk, the_dossier(desk), the_assignment(desk), "请抓紧"),
    ),
    "退回交办": (
        "assigned",
        lambda desk: following.send_back(desk, the_assignment(desk), "不属于本单位职责"),
    ),
    "登记满意度": (
        "replied",
        lambda desk: following.rate(desk, _id(desk), RaterKind.RESIDENT, Rating.FAIRLY),
    ),
    "登记回头看": (
        "replied",
        lambda desk: following.look_back(
            desk, _id(desk), who=("张建国",), finding="在用", still_holds=True
        ),
    ),
    "登记佐证材料": (
        "begun",
        lambda desk: progressing.prove(desk, the_dossier(desk), "report", here="research", on=True),
    ),
    "标题分行": (
        "scheduled",
        lambda desk: titling.break_notice(
            desk,
            the_dossier(desk),
            the_meeting(desk),
            "关于召开梧桐街道|“老旧小区加装电梯”协商议事会的通知",
        ),
    ),
    "排座次": (
        "scheduled",
        lambda desk: seating.arrange(
            desk, the_dossier(desk), the_meeting(desk), shape=SeatingShape.ROSTRUM
        ),
    ),
    "登记接待日": ("founded", lambda desk: receiving.open_day(desk, receivers=("张建国",))),
    "添加附件": ("with a topic", _attach),
    "删除附件": (
        "with a topic",
        _After(_attach, lambda desk, kept: attaching.detach(desk, kept.id)),
    ),
    "登记签名公钥": ("founded", identifying.identity),
    "信任签名公钥": ("founded", _trust),
    "打印文书": ("with a topic", _print),
    "更换文书模板": ("founded", _template),
    "登记报送标记": ("founded", _mark),
    "修改本站资料": (
        "founded",
        lambda desk: profiling.revise(desk, replace(desk.station(), phone="5550101")),
    ),
    "修改文书用语": ("founded", lambda desk: ruling.reword(desk, "reply.end", "此复。")),
    "恢复默认用语": (
        "founded",
        _After(
            lambda desk: ruling.reword(desk, "reply.end", "此复。"),
            lambda desk, _: ruling.restore_wording(desk, "reply.end"),
        ),
    ),
    "修改工作参数": (
        "founded",
        lambda desk: ruling.set_terms(desk, replace(desk.parameters(), reply_days=45)),
    ),
    "撤销报送标记": (
        "founded",
        _After(_mark, lambda desk, _: overseeing.unmark(desk, desk.owner, "2026-10")),
    ),
}


TRIED_WHERE_THEY_NEED_MORE = (
    "修改文书规则",  # a district's room
    "吊销签名公钥",  # a key
    "归档扫描件",  # printed papers
    "合并议题",  # a second topic
    "恢复文书模板",  # a template of one's own
)


def _with_title(desk: Desk, title: str) -> Topic:
    return replace(the_topic(desk), title=title)


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_one_act_and_undoing_it_leaves_the_room_as_it_was(name: str, stages: Stages):
    stage, verb = VERBS[name]
    desk = stages(stage)
    if isinstance(verb, _After):
        verb.prepare(desk)
    before, acts = everything(desk), desk.room.acts(limit=500)
    verb(desk)
    assert everything(desk) != before
    done = desk.room.acts(limit=500)
    assert [act.name for act in done[: len(done) - len(acts)]] == [name]
    assert done[0].by == desk.by == "王敏"
    assert safekeeping.undo(desk, done[0].id).name == f"撤销：{name}"
    assert everything(desk) == before
    assert safekeeping.check(desk).faults == ()


def test_no_verb_of_the_services_is_left_out():
    folder = Path(progressing.__file__).parent
    texts = [file.read_text("utf-8") for file in folder.glob("*.py") if file.stem != "sampling"]
    named = {name for text in texts for name in re.findall(r'\.act\("([^"]+)"', text)}
    branches = {branch.label for branch in Branch}
    done_here = {*VERBS, *branches, "登记来访", *TRIED_WHERE_THEY_NEED_MORE}
    assert named - done_here == {"建立资料夹"}  # which nothing precedes, and nothing undoes
    assert len(named) > 30


def test_minutes_break_their_title_too_and_keep_what_they_say(stages: Stages):
    desk = stages("minuted")
    before = everything(desk)
    title = titling.minutes_lines(the_dossier(desk), the_meeting(desk))
    titling.break_minutes(desk, the_dossier(desk), the_meeting(desk), f"{title[:4]}｜{title[4:]}")
    dossier = the_dossier(desk)
    assert titling.minutes_lines(dossier, the_meeting(desk)) == f"{title[:4]}|{title[4:]}"
    assert set(dossier.agreed()) == set(before["consensus_item"])
    titling.break_minutes(desk, dossier, the_meeting(desk), title)
    assert titling.minutes_lines(the_dossier(desk), the_meeting(desk)) == title


def test_a_visit_its_visitor_and_the_good_deed_are_one_act(stages: Stages):
    desk = stages("founded")
    _visit(desk)
    assert desk.room.acts()[0].name == "登记来访"
    safekeeping.undo(desk)
    left = everything(desk)
    assert (left["visit"], left["visitor_identity"], left["good_deed"]) == ((), (), ())
    assert len(desk.room.find(ReceptionDay)) == 1


def test_a_postponed_consultation_resumed_is_one_act(stages: Stages):
    desk = stages("begun")
    _turn(Branch.POSTPONE)(desk)
    before = everything(desk)
    _turn(Branch.RESUME)(desk)
    assert desk.room.acts()[0].name == "恢复"
    safekeeping.undo(desk)
    assert everything(desk) == before


def test_a_whole_month_can_be_undone_act_by_act(stages: Stages):
    desk = stages("followed")
    for _ in desk.room.acts(limit=500)[:-1]:
        safekeeping.undo(desk)
    assert everything(desk) == everything(stages("founded"))


def test_an_act_that_fails_writes_nothing(stages: Stages, tmp_path: Path):
    desk = stages("with members")
    before, acts = everything(desk), desk.room.acts()
    empty = tmp_path / "empty.csv"
    empty.write_text("工号,部门\n1,一科\n", encoding="utf-8")
    with pytest.raises(rostering.NotOnRoster):
        rostering.import_members(desk, empty)
    assert (everything(desk), desk.room.acts()) == (before, acts)


def test_a_visit_handled_elsewhere_is_no_good_deed(stages: Stages):
    desk = stages("founded")
    day = receiving.open_day(desk, receivers=("张建国",))
    receiving.receive(
        desk, day, matter="要求复查判决", handling=VisitHandling.REFERRED, result="已告知"
    )
    assert everything(desk)["good_deed"] == ()
