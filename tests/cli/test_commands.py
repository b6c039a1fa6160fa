"""Each command on a real room: what a person reads, what a program reads, what is left behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.services.stages import Stages, everything, open_at

NUMBER = "WT-XS-2026-001"
LATE = "2026-12-21"

# the words after the room -> (stage, day, a sentence that is said, a key of the JSON)
SAID: dict[tuple[str, ...], tuple[str, str, str, str]] = {
    ("status",): ("scheduled", "2026-11-17", "下一步：发出会议通知，2026年11月19日前", "act"),
    ("topic add", "修路灯", "--proposer", "周立"): (
        "founded",
        "2026-11-03",
        "已登记议题“修路灯”，编号 WT-YT-2026-001。",
        "topic",
    ),
    ("topic decide", "WT-YT-2026-001", "暂缓", "--decided-by", "赵国强", "--reason", "先观察"): (
        "with a topic",
        "2026-11-03",
        "议题“老旧小区加装电梯”（WT-YT-2026-001）：暂缓。",
        "decision",
    ),
    ("topic list",): ("begun", "2026-11-03", "WT-YT-2026-001  采纳  老旧小区加装电梯", "topics"),
    ("plan add", "2026-12", "修路灯"): (
        "founded",
        "2026-11-03",
        "已列入2026年12月计划：修路灯。\n这个月的会议日是2026年12月31日（星期四）。",
        "item",
    ),
    ("plan show", "2027"): ("founded", "2026-11-03", "还没有列入项目。", "dates"),
    ("consult new", "wt-yt-2026-001"): (
        "with a topic",
        "2026-11-03",
        "协商“老旧小区加装电梯”（WT-XS-2026-001）开始了。\n下一步：进入“定题”",
        "consultation",
    ),
    ("consult show", NUMBER): ("minuted", "2026-11-26", "【协商】", "checklist"),
    ("consult advance", NUMBER, "--reason", "口头做过"): (
        "begun",
        "2026-11-03",
        "进入“调研”。\n下一步：开展调研",
        "consultation",
    ),
    ("consult branch", NUMBER, "中止", "--reason", "已由物业解决"): (
        "begun",
        "2026-11-03",
        "：中止。\n这次协商目前是“中止”。",
        "record",
    ),
    ("consult research", NUMBER, "--place", "一村", "--findings", "多数赞成", "--who", "张建国"): (
        "begun",
        "2026-11-03",
        "已登记在一村的调研。",
        "research",
    ),
    ("consult list", "--state", "进行中"): ("begun", "2026-11-03", NUMBER, "consultations"),
    (
        "meeting schedule",
        NUMBER,
        "--at",
        "2026-11-26 14:30",
        "--everyone",
        "--guest",
        "部门:周立:区住建委副主任",
    ): (
        "to be held",
        "2026-11-16",
        "会议定在三楼会议室，2026-11-26 14:30。\n"
        "2026年11月26日（星期四）召开，通知应于2026年11月19日前发出（会前5个工作日）。",
        "meeting",
    ),
    ("meeting notice", NUMBER): (
        "scheduled",
        "2026-11-17",
        "会议通知已于2026年11月17日发出。\n下一步：等待会议召开。会议定于",
        "meeting",
    ),
    ("meeting cancel", NUMBER, "--reason", "会场停电"): (
        "noticed",
        "2026-11-20",
        "原定2026年11月26日的会议已取消。\n"
        "通知已经发出，请印“会议取消通知”，告知参会人。\n"
        "下一步：",
        "meeting",
    ),
    ("meeting rsvp", NUMBER, "张建国", "参加"): (
        "noticed",
        "2026-11-18",
        "张建国：参加。",
        "rsvp",
    ),
    ("meeting attend", NUMBER, "--absent", "李桂兰", "--late", "周立"): (
        "noticed",
        "2026-11-26",
        "应到6人，实到4人，请假1人，缺席1人。",
        "headcount",
    ),
    ("meeting minutes", NUMBER, "--say", "周立:可以做", "--agreed", "先装一部|区住建委"): (
        "held",
        "2026-11-26",
        "记下发言1条。\n纪要已归纳：共识1条，未达成一致0条。",
        "consensus",
    ),
    ("meeting minutes", NUMBER, "--confirm", "张建国"): (
        "minuted",
        "2026-11-27",
        "纪要经张建国确认，为第1期。\n下一步：进入“办理”",
        "minutes",
    ),
    ("outcome draft", NUMBER, "--channel", "镇街", "--channel", "区政协"): (
        "confirmed",
        "2026-11-30",
        "协商成果单 WT-CG-2026-001 已填写，共识意见2条。",
        "outcome",
    ),
    ("outcome review", "WT-CG-2026-001", "同意"): (
        "concluded",
        "2026-12-01",
        "站负责人：同意。",
        "review",
    ),
    ("outcome assign", NUMBER): (
        "reviewed",
        "2026-12-01",
        "已交办 WT-JB-2026-001：区住建委，2026年12月31日前。先在3号楼试装一部电梯\n"
        "已交办 WT-JB-2026-002：梧桐街道，2026年12月31日前。制定费用分摊办法\n",
        "assignments",
    ),
    ("outcome reply", "WT-JB-2026-002", "--text", "已制定", "--result", "b", "--plan", "试行"): (
        "assigned",
        "2026-12-15",
        "梧桐街道已答复 WT-JB-2026-002：B（部分解决或列入计划）。",
        "reply",
    ),
    ("outcome extend", "WT-JB-2026-002", "--to", "2027-03-31", "--reason", "等批复"): (
        "assigned",
        "2026-12-15",
        "WT-JB-2026-002 已延期：原定2026年12月31日，延到2027年3月31日。",
        "assignment",
    ),
    ("outcome press", NUMBER, "--item", "1", "--remark", "请抓紧"): (
        "assigned",
        "2027-01-05",
        "WT-JB-2026-001 第1次督办：区住建委，请于2027年1月12日前反馈。",
        "supervision",
    ),
    ("outcome send-back", "WT-JB-2026-001", "--reason", "属于街道职责"): (
        "assigned",
        "2026-12-02",
        "区住建委已退回 WT-JB-2026-001，请重新交办给别的单位。",
        "assignment",
    ),
    ("outcome satisfaction", NUMBER, "基本满意", "--from", "群众"): (
        "replied",
        LATE,
        "群众评价：基本满意。收回1份：满意0份、基本满意1份、不满意0份。",
        "satisfaction",
    ),
    ("outcome lookback", NUMBER, "--who", "张建国", "--found", "在用", "--fails"): (
        "replied",
        LATE,
        "已登记2026年12月21日的回头看：成效没有保持。",
        "look_back",
    ),
    ("member add", "张　三", "--level", "市政协委员"): (
        "founded",
        "2026-11-03",
        "已添加委员张三。",
        "member",
    ),
    ("member list", "glmmt"): ("with members", "2026-11-03", "古丽·买买提", "members"),
    ("search", "分摊办法"): ("minuted", "2026-11-26", "共识意见", "hits"),
    ("history", "WT-CG-2026-001"): ("reviewed", "2026-12-01", "王敏  填写协商成果单", "lines"),
    ("undo",): ("assigned", "2026-12-01", "已撤销：交办（制定费用分摊办法）。", "act"),
    ("check",): ("followed", LATE, "资料夹完好。", "sound"),
}


def typed(words: tuple[str, ...], room: Path) -> list[object]:
    """Return a command with its room behind its name."""
    return [*words[0].split(), room, *words[1:]]


@pytest.mark.parametrize("words", SAID, ids=lambda words: words[0])
def test_a_command_says_what_it_did_in_chinese(words: tuple[str, ...], stages: Stages, run: Run):
    stage, day, sentence, _ = SAID[words]
    said = run(*typed(words, stages.folder(stage)), day=day)
    assert (said.exit_code, said.err) == (0, "")
    assert sentence in said.out
    assert "  \n" not in said.out


@pytest.mark.parametrize("words", SAID, ids=lambda words: words[0])
def test_a_command_answers_a_program_in_json(words: tuple[str, ...], stages: Stages, run: Run):
    stage, day, _, key = SAID[words]
    said = run(*typed(words, stages.folder(stage)), "--json", day=day)
    assert (said.exit_code, said.err) == (0, "")
    assert said.json[key] not in (None, [], {}, "")


def test_what_a_person_reads_about_a_consultation(stages: Stages, run: Run):
    said = run("consult", "show", stages.folder("minuted"), NUMBER, day="2026-11-26").out
    assert said == (
        "“老旧小区加装电梯”（WT-XS-2026-001）　进行中\n"
        "征题 → 定题 → 调研 → 【协商】 → 办理 → 问效\n"
        "召集人：张建国\n"
        "会议：2026-11-26 14:30，三楼会议室，已召开\n"
        "共识1：先在3号楼试装一部电梯\n"
        "共识2：制定费用分摊办法\n"
        "分歧1：一楼住户是否分摊费用\n"
        "\n"
        "“协商”要做的：\n"
        "  [√] 安排协商议事会\n"
        "  [√] 发出会议通知\n"
        "  [√] 通知留足提前量\n"
        "  [√] 登记签到\n"
        "  [√] 利益相关方到会\n"
        "  [√] 承办部门到会\n"
        "  [√] 归纳共识与分歧\n"
        "  [ ] 召集人确认纪要（2026年12月3日前）\n"
        "\n"
        "下一步：召集人确认纪要，2026年12月3日前。协商纪要还没有经召集人确认。\n"
        "　　　　写法：consultroom meeting minutes --help\n"
    )


def test_the_status_names_the_one_next_act_and_what_is_due(stages: Stages, run: Run):
    room = stages.folder("assigned")
    said = run("status", room, day="2027-01-04")
    assert "先办：“老旧小区加装电梯”（WT-XS-2026-001）" in said.out
    assert "下一步：登记区住建委的答复，2026年12月30日前，已逾期。" in said.out
    assert "要办的事（2件）：\n期限            缓急    事项" in said.out
    told = run("status", room, "--json", "--date", "2027-01-04").json
    assert told["today"] == "2027-01-04"
    assert told["act"] == told["dues"][0]
    assert (told["act"]["on"], told["act"]["urgency"], told["act"]["command"]) == (
        "2026-12-30",
        "overdue",
        "outcome reply",
    )
    assert [due["consultation"] for due in told["dues"]] == [NUMBER, NUMBER]


def test_days_are_iso_words_are_codes_and_characters_are_themselves(stages: Stages, run: Run):
    said = run("topic", "list", stages.folder("begun"), "--json", day="2026-11-03")
    topic = said.json["topics"][0]["topic"]
    assert (topic["proposed_on"], topic["source"]) == ("2026-11-02", "visit")
    assert said.json["topics"][0]["verdict"] == "adopted"
    assert "老旧小区加装电梯" in said.out


def test_the_date_option_comes_before_the_environment(stages: Stages, run: Run):
    room = stages.folder("founded")
    told = run("status", room, "--json", "--date", "2026-11-09", day="2026-11-03").json
    assert told["today"] == "2026-11-09"


def test_the_clerk_is_the_liaison_unless_someone_else_is_named(stages: Stages, run: Run):
    room = stages.folder("founded")
    run("member", "add", room, "周立", day="2026-11-03")
    run("member", "add", room, "吴敏", "--by", "赵国强", day="2026-11-03")
    desk = open_at(room, stages("founded").today)
    with desk.room:
        assert [act.by for act in desk.room.acts(limit=2)] == ["赵国强", "王敏"]


# -- founding ------------------------------------------------------------------------------------


def test_a_station_is_founded_with_what_its_papers_need(tmp_path: Path, run: Run):
    said = run(
        "init", tmp_path / "r", "--station", "梧桐街道政协委员工作站", "--code", "WT", "--json"
    )
    unit = said.json["unit"]
    assert (unit["id"], unit["owner"], unit["place"], unit["kind"]) == (
        "WT",
        "QZX",
        "梧桐街道",
        "station",
    )
    assert run("check", tmp_path / "r").exit_code == 0
    again = run("init", tmp_path / "r", "--station", "另一个", "--code", "WT")
    assert again.exit_code == 1


def test_a_district_is_founded_and_has_a_status_of_its_own(tmp_path: Path, run: Run):
    said = run("init", tmp_path / "d", "--district", "江州区政协", "--code", "JZ")
    assert said.exit_code == 0
    assert "区级资料夹" in run("status", tmp_path / "d").out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--code", "WT"], "请写明是工作站（--station 名称）还是区政协（--district 名称）。"),
        (["--station", "甲", "--code", "wt"], "代码“wt”不能用。"),
        (["--station", "甲", "--code", "QZX"], "工作站和区政协不能用同一个代码“QZX”，请换一个。"),
    ],
)
def test_a_room_that_cannot_be_founded_is_not(
    words: list[str], sentence: str, tmp_path: Path, run: Run
):
    said = run("init", tmp_path / "r", *words)
    assert (said.exit_code, said.out) == (1, "")
    assert sentence in said.err
    assert not (tmp_path / "r").exists()


# -- topics and the plan -------------------------------------------------------------------------


def test_the_three_questions_are_answered_with_the_decision_and_keep_their_answers(
    stages: Stages, run: Run
):
    room = stages.folder("with a topic")
    decide = ("topic", "decide", room, "WT-YT-2026-001", "采纳", "--decided-by", "赵国强")
    first = run(*decide, "--party-wants", "--people-want", "--ask", "部门", "--json").json
    assert first["decision"]["participant_kinds"] == ["department"]
    second = run(*decide, "--beyond-means", "--json").json
    assert second["topic"]["screening"] == {
        "wanted_by_party": True,
        "wanted_by_people": True,
        "within_our_means": False,
    }


def test_a_topic_is_merged_into_another_by_number(stages: Stages, run: Run):
    room = stages.folder("with a topic")
    run("topic", "add", room, "三号楼电梯", "--proposer", "周立", day="2026-11-03")
    told = run(
        "topic", "decide", room, "WT-YT-2026-002", "合并", "--decided-by", "赵国强",
        "--reason", "同一件事", "--merged-into", "WT-YT-2026-001", "--json", day="2026-11-03",
    ).json  # fmt: skip
    listed = run("topic", "list", room, "--json").json["topics"]
    assert told["decision"]["merged_into"] == listed[1]["topic"]["id"]


def test_a_plan_line_takes_its_title_from_the_topic(stages: Stages, run: Run):
    room = stages.folder("with a topic")
    told = run("plan", "add", room, "2026-11", "--topic", "WT-YT-2026-001", "--json").json
    assert (told["item"]["title"], told["item"]["source"]) == ("老旧小区加装电梯", "接待来访")
    assert "2026-11  老旧小区加装电梯" in run("plan", "show", room, "2026").out
    assert "请写议题名称" in run("plan", "add", room, "2026-12").err


# -- meetings ------------------------------------------------------------------------------------


def test_people_are_asked_by_name_by_pinyin_and_as_guests(stages: Stages, run: Run):
    room = stages.folder("to be held")
    said = run(
        "meeting", "schedule", room, NUMBER, "--at", "2026-11-26 9:00", "--venue", "村委会",
        "--member", "张建国", "--member", "lxy", "--member", "张建国",
        "--guest", "群众代表：李桂兰", "--guest", "部门:周立:区住建委副主任", day="2026-11-16",
    )  # fmt: skip
    assert said.exit_code == 0, said.err
    people = run("consult", "show", room, NUMBER, "--json").json["participants"]
    assert {(one["order"], one["kind"], one["name"], one["post"]) for one in people} == {
        (1, "member", "张建国", "张记商行经理"),
        (2, "member", "李秀英", "李记商行经理"),
        (3, "resident", "李桂兰", ""),
        (4, "department", "周立", "区住建委副主任"),
    }


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--member", "钱某"], "名册里没有委员“钱某”，请核对姓名，或先用 member add 添加。"),
        (["--guest", "周立"], "参会人“周立”看不懂，请写成 部门:王卫东:区住建委副主任 这样。"),
        (["--guest", "领导:周立"], "不认识“领导”。可以填写：委员（member）、"),
        ([], "请至少选一位参会人员。"),
    ],
)
def test_people_who_cannot_be_asked_are_named(
    words: list[str], sentence: str, stages: Stages, run: Run
):
    room = stages.folder("to be held")
    said = run("meeting", "schedule", room, NUMBER, "--at", "2026-11-26 9:00", *words)
    assert said.exit_code == 1
    assert sentence in said.err


def test_someone_not_on_the_list_cannot_answer_or_be_absent(stages: Stages, run: Run):
    room = stages.folder("noticed")
    sentence = (
        "参会名单里没有“钱某”。名单上有：张建国、李秀英、欧阳文静、古丽·买买提、周立、李桂兰。\n"
    )
    assert run("meeting", "rsvp", room, NUMBER, "钱某", "参加").err == sentence
    assert run("meeting", "attend", room, NUMBER, "--absent", "钱某").err == sentence


def test_a_meeting_that_is_not_planned_cannot_be_noticed(stages: Stages, run: Run):
    said = run("meeting", "notice", stages.folder("to be held"), NUMBER)
    assert said.err == "这次协商还没有安排会议，请先用 meeting schedule 安排。\n"


def test_a_sitting_is_called_off_once_and_with_a_reason(stages: Stages, run: Run):
    room = stages.folder("noticed")
    assert "请写明取消会议的原因" in run("meeting", "cancel", room, NUMBER, "--reason", " ").err
    off = run("meeting", "cancel", room, NUMBER, "--reason", "会场停电", "--json").json["meeting"]
    assert (off["state"], off["change_reason"]) == ("cancelled", "会场停电")
    again = run("meeting", "cancel", room, NUMBER, "--reason", "会场停电")
    assert "还没有安排会议" in again.err
    assert run("undo", room).exit_code == 0
    assert run("meeting", "rsvp", room, NUMBER, "张建国", "参加").exit_code == 0


# -- minutes -------------------------------------------------------------------------------------

MINUTES = """# 基本情况
会议开了两个小时。
# 发言
张建国：先装一栋做样子。
旁听居民: 一楼怎么办？
# 共识
1. 先在3号楼试装一部电梯｜区住建委｜梧桐街道、物业公司｜2026-12-31
2、制定费用分摊办法 | 梧桐街道
# 分歧
（1）一楼住户是否分摊|一楼认为没有受益
# 要求
请抓紧落实。
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_minutes_are_read_from_a_text_file(encoding: str, stages: Stages, run: Run, tmp_path: Path):
    file = tmp_path / "记录.txt"
    file.write_text(MINUTES, encoding=encoding)
    told = run("meeting", "minutes", stages.folder("held"), NUMBER, file, "--json").json
    assert [(one["name"], one["text"]) for one in told["entries"]] == [
        ("张建国", "先装一栋做样子。"),
        ("旁听居民", "一楼怎么办？"),
    ]
    assert told["entries"][0]["speaker"] != ""
    assert told["entries"][1]["speaker"] == ""
    first, second = told["consensus"]
    assert (first["text"], first["lead_unit"], first["assist_units"], first["due_on"]) == (
        "先在3号楼试装一部电梯",
        "区住建委",
        ["梧桐街道", "物业公司"],
        "2026-12-31",
    )
    assert (second["text"], second["lead_unit"], second["due_on"]) == (
        "制定费用分摊办法",
        "梧桐街道",
        None,
    )
    assert (told["dissent"][0]["text"], told["dissent"][0]["note"]) == (
        "一楼住户是否分摊",
        "一楼认为没有受益",
    )
    assert told["minutes"]["summary"] == "会议开了两个小时。"
    assert told["minutes"]["requirements"] == ["请抓紧落实。"]


def test_minutes_are_read_from_a_json_file(stages: Stages, run: Run, tmp_path: Path):
    file = tmp_path / "minutes.json"
    told = {
        "said": [{"name": "张建国", "text": "先装一栋。"}],
        "agreed": [{"text": "试装一部", "lead_unit": "区住建委", "due_on": "2026-12-31"}],
        "dissent": [{"text": "一楼分摊", "note": "没有受益"}],
    }
    file.write_text(json.dumps(told), encoding="utf-8")
    answer = run("meeting", "minutes", stages.folder("held"), NUMBER, file, "--json").json
    assert answer["consensus"][0]["due_on"] == "2026-12-31"
    assert answer["dissent"][0]["note"] == "没有受益"


def test_a_kind_that_is_not_typed_again_stays_as_it_was(stages: Stages, run: Run):
    room = stages.folder("minuted")
    told = run("meeting", "minutes", room, NUMBER, "--dissent", "另一处分歧", "--json").json
    assert [one["text"] for one in told["dissent"]] == ["另一处分歧"]
    assert [one["text"] for one in told["consensus"]] == [
        "先在3号楼试装一部电梯",
        "制定费用分摊办法",
    ]
    assert told["consensus"][0]["assist_units"] == ["梧桐街道"]
    told = run("meeting", "minutes", room, NUMBER, "--agreed", "只剩这条", "--json").json
    assert [one["text"] for one in told["consensus"]] == ["只剩这条"]
    assert [one["text"] for one in told["dissent"]] == ["另一处分歧"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("张建国：好。", "要先写“# 发言”这样的分段，再写内容。"),
        ("# 闲话\n甲", "里的“# 闲话”不认识，分段只有：发言、共识、分歧、要求、基本情况。"),
        ("# 共识\n试装|住建委||年底", "时限“年底”看不懂，请写成 2026-12-31 这样。"),
        ("# 共识\n|住建委", "有一条共识意见没有内容"),
        ("# 发言\n甲：好\n乙：", "有一条发言没有内容"),
        ("", "没有要写的内容。"),
    ],
)
def test_minutes_that_cannot_be_read_change_nothing(
    content: str, sentence: str, stages: Stages, run: Run, tmp_path: Path
):
    room, file = stages.folder("held"), tmp_path / "记录.txt"
    file.write_text(content, encoding="utf-8")
    words = ("--say", "甲:好") if content else ()
    said = run("meeting", "minutes", room, NUMBER, file, *words)
    assert said.exit_code == 1
    assert sentence in said.err
    desk = open_at(room, stages("held").today)
    with desk.room:
        assert everything(desk) == everything(stages("held"))


@pytest.mark.parametrize("content", ["[]", "{", '{"said": [{"name": "甲"}]}', '{"said": 1}'])
def test_a_json_file_of_another_shape_is_refused(
    content: str, stages: Stages, run: Run, tmp_path: Path
):
    file = tmp_path / "m.json"
    file.write_text(content, encoding="utf-8")
    said = run("meeting", "minutes", stages.folder("held"), NUMBER, file)
    assert said.exit_code == 1
    assert said.err.startswith("“m.json”不是纪要的 JSON 写法（")


# -- outcomes ------------------------------------------------------------------------------------


def test_one_point_is_handed_to_another_unit_by_another_day(stages: Stages, run: Run):
    room = stages.folder("reviewed")
    told = run(
        "outcome", "assign", room, NUMBER, "--item", "2", "--unit", "区财政局",
        "--due", "2027-01-15", "--requirement", "一次性补助", "--json",
    ).json["assignments"]  # fmt: skip
    assert [(one["lead_unit"], one["due_on"], one["requirement"]) for one in told] == [
        ("区财政局", "2027-01-15", "一次性补助")
    ]
    rest = run("outcome", "assign", room, NUMBER, "--json").json["assignments"]
    assert [one["lead_unit"] for one in rest] == ["区住建委"]
    assert run("outcome", "assign", room, NUMBER).err == "共识意见都已交办。\n"
    assert run("outcome", "assign", room, NUMBER, "--item", "9").err == (
        "没有第9条共识意见。现有：1、2。\n"
    )


def test_a_reply_names_its_assignment_or_the_point(stages: Stages, run: Run):
    room = stages.folder("assigned")
    reply = ("--text", "已办", "--result", "A")
    assert run("outcome", "reply", room, NUMBER, *reply).err == (
        "要答复的是哪一件？请写交办编号：WT-JB-2026-001、WT-JB-2026-002。\n"
    )
    told = run("outcome", "reply", room, NUMBER, "--item", "2", *reply, "--json").json
    assert told["assignment"]["number"] == "WT-JB-2026-002"
    early = run("outcome", "reply", stages.folder("reviewed"), NUMBER, *reply)
    assert early.err == "还没有交办，请先交办再登记答复。\n"


def test_drafting_again_keeps_the_channels(stages: Stages, run: Run):
    room = stages.folder("confirmed")
    run("outcome", "draft", room, NUMBER, "--channel", "提案")
    told = run("outcome", "draft", room, NUMBER, "--problem", "没有电梯", "--json").json["outcome"]
    assert (told["channels"], told["problem"]) == (["proposal"], "没有电梯")


# -- one consultation by any number of its own ----------------------------------------------------


@pytest.mark.parametrize("key", [NUMBER, "wt-xs-2026-001", "WT-YT-2026-001", "WT-CG-2026-001"])
def test_a_consultation_is_meant_by_any_number_that_leads_to_it(key: str, stages: Stages, run: Run):
    told = run("consult", "show", stages.folder("concluded"), key, "--json").json
    assert told["consultation"]["number"] == NUMBER


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("WT-XS-2026-009", "没有编号为“WT-XS-2026-009”的记录，请核对后再试。"),
        ("WT-YT-2026-001", "议题“老旧小区加装电梯”还没有开始协商，请先用 consult new 开始。"),
        ("电梯", "没有找到这条协商，请刷新后再试。"),
    ],
)
def test_a_number_that_leads_nowhere_is_told(key: str, sentence: str, stages: Stages, run: Run):
    said = run("consult", "show", stages.folder("with a topic"), key)
    assert (said.exit_code, said.out, said.err) == (1, "", sentence + "\n")


def test_history_tells_what_a_field_was_before_in_chinese(stages: Stages, run: Run):
    room = stages.folder("concluded")
    run("outcome", "draft", room, NUMBER, "--channel", "区政协", "--channel", "提案")
    said = run("history", room, "WT-CG-2026-001").out
    assert "    报送去向：镇街 → 区政协、提案\n" in said
    change = run("history", room, "WT-CG-2026-001", "--json").json["lines"][1]["changes"][0]
    assert change == {
        "field": "channels",
        "before": ["party_committee"],
        "after": ["district", "proposal"],
    }


def test_history_marks_what_was_undone_and_undo_goes_back_one_by_one(stages: Stages, run: Run):
    room = stages.folder("assigned")
    assert [run("undo", room).out for _ in range(2)] == [
        "已撤销：交办（制定费用分摊办法）。\n",
        "已撤销：交办（先在3号楼试装一部电梯）。\n",
    ]
    told = run("undo", room, "--json").json["act"]
    assert told["name"] == "撤销：登记审核"
    assert run("undo", room, "--act", told["id"]).out == "已重做：登记审核（老旧小区加装电梯）。\n"
    assert "（已撤销）" in run("history", room, "WT-CG-2026-001").out


def test_a_search_without_hits_says_so(stages: Stages, run: Run):
    room = stages.folder("founded")
    assert run("search", room, "龑").out == "没有找到“龑”。可以少写几个字再试。\n"
    assert run("search", room, "龑", "--json").json == {"hits": []}


def test_a_damaged_attachment_is_found_by_the_check(stages: Stages, run: Run):
    from consultroom.services import attaching
    from tests.services.stages import the_topic

    desk = stages("with a topic")
    file = desk.room.folder / "scan.txt"
    file.write_text("scan", encoding="utf-8")
    kept = attaching.attach(desk, the_topic(desk), file)
    desk.room.blobs.path(kept.sha256).unlink()
    desk.room.close()
    said = run("check", desk.room.folder)
    assert said.exit_code == 1
    assert "发现1处问题：\n附件“scan.txt”的文件不在资料夹里。" in said.out
    told = run("check", desk.room.folder, "--json")
    assert (told.exit_code, told.json["sound"]) == (1, False)


def test_a_roster_is_imported_and_its_doubts_are_told(stages: Stages, run: Run, tmp_path: Path):
    room, file = stages.folder("founded"), tmp_path / "名册.csv"
    file.write_bytes("姓名,单位\n张　三,甲厂\n张三,甲厂\n".encode("gbk"))
    said = run("member", "import", room, file)
    assert said.out == (
        "新增1人，更新0人，没有变化0人。\n请核对：\n第3行张三和前面重复，没有再导入。\n"
    )
    assert run("member", "import", room, file, "--json").json["same"] == 1


def test_a_sample_district_is_made_where_it_was_asked_for(tmp_path: Path, run: Run):
    said = run("demo", tmp_path / "d", "--stations", "1", "--seed", "7", "--json", day=LATE)
    assert said.exit_code == 0, said.err
    (station,) = said.json["stations"]
    assert run("check", station).exit_code == 0
    assert run("status", station, day=LATE).exit_code == 0
    assert run("status", said.json["district"], day=LATE).exit_code == 0
