"""One November of a station, typed at the command line from an empty folder to three papers.

The clerk types, the room keeps, pdfium reads the papers back.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner

from consultroom.cli import root

MM = 72 / 25.4  # pt
A4 = (210 * MM, 297 * MM)
LEFT, TOP, WIDE, HIGH = 28, 37, 156, 225  # mm, the type area of GB/T 9704-2012
CLOSE = 0.5  # mm
XS = "WT-XS-2026-001"

ROSTER = """姓名,界别,单位及职务,联系电话
张建国,经济界,梧桐商行经理,555-0111
李秀英,教育界,梧桐小学校长,555-0112
𬱖　燕,医卫界,社区医院医师,555-0113
古丽•买买提,少数民族界,丝路餐厅店主,555-0114
"""
MINUTES = """# 发言
张建国：先在3号楼装一部，大家看得见。
周立：改造资金可以申请每部10万元补助。
李桂兰：五楼以上的老人盼了8年。
# 共识
1. 先在3号楼试装一部电梯，2026年12月31日前开工｜区住建委｜梧桐街道、物业公司｜2026-12-31
2. 制定费用分摊办法，张榜公布｜梧桐街道
# 分歧
一楼住户是否分摊费用｜一楼住户认为没有受益
# 要求
各单位要落实到人。
"""

Type = Callable[..., Any]


@pytest.fixture
def type_in(tmp_path: Path) -> Type:
    """Type a command about the room on a day; it must end well; return its JSON."""
    room = tmp_path / "梧桐"

    def command(day: str, noun_and_verb: str, *words: str) -> Any:
        line = [*noun_and_verb.split(), str(room), *words, "--json"]
        result = CliRunner(env={"CONSULTROOM_TODAY": day}).invoke(root, line)
        assert result.exit_code == 0, (line, result.stdout, result.stderr)
        assert result.stderr == ""
        return json.loads(result.stdout)

    return command


def walk_the_month(type_in: Type, folder: Path) -> None:
    """Type a whole month."""
    found_the_room(type_in, folder)
    choose_a_topic(type_in)
    hold_the_sitting(type_in, folder)
    conclude(type_in)
    follow_up(type_in)


def found_the_room(type_in: Type, folder: Path) -> None:
    """Make the room and read the roster in."""
    type_in(
        "2026-11-02", "init", "--station", "梧桐街道委员工作站", "--code", "WT",
        "--district", "江州区政协", "--district-code", "JZ", "--liaison", "王敏",
        "--head", "赵国强", "--phone", "555-0101", "--venue", "梧桐街道三楼会议室",
    )  # fmt: skip
    (folder / "名册.csv").write_text(ROSTER, encoding="gb18030")
    done = type_in("2026-11-02", "member import", str(folder / "名册.csv"))
    assert (done["added"], done["doubtful"]) == (4, [])
    assert type_in("2026-11-02", "status")["act"]["command"] == "consult new"


def choose_a_topic(type_in: Type) -> None:
    """Collect, select and research."""
    topic = type_in(
        "2026-11-02", "topic add", "老旧小区加装电梯", "--source", "接待来访",
        "--proposer", "李桂兰", "--unit", "梧桐一村",
        "--situation", "梧桐一村三栋六层楼房没有电梯，老人上下楼难。",
    )["topic"]  # fmt: skip
    assert topic["number"] == "WT-YT-2026-001"
    type_in(
        "2026-11-03", "topic decide", "WT-YT-2026-001", "采纳", "--decided-by", "赵国强",
        "--ask", "部门", "--ask", "群众代表", "--party-wants", "--people-want", "--within-means",
    )  # fmt: skip
    type_in("2026-11-03", "plan add", "2026-11", "--topic", "WT-YT-2026-001")
    begun = type_in("2026-11-03", "consult new", "WT-YT-2026-001", "--convener", "张建国")
    assert begun["consultation"]["number"] == XS
    assert [step(type_in, "2026-11-04") for _ in range(2)] == ["select", "research"]
    type_in(
        "2026-11-10", "consult research", XS, "--place", "梧桐一村", "--who", "张建国",
        "--who", "李秀英", "--findings", "走访42户，赞成35户。",
    )  # fmt: skip
    assert step(type_in, "2026-11-11") == "consult"


def step(type_in: Type, day: str) -> str:
    """Go one step on without a reason; return the code of the step."""
    return str(type_in(day, "consult advance", XS)["consultation"]["step"]["code"])


def hold_the_sitting(type_in: Type, folder: Path) -> None:
    """Schedule, notify, take answers and attendance, write and confirm the minutes."""
    type_in(
        "2026-11-12", "meeting schedule", XS, "--at", "2026-11-26 14:30", "--everyone",
        "--guest", "部门:周立:区住建委副主任", "--guest", "群众代表:李桂兰:梧桐一村居民",
    )  # fmt: skip
    due = type_in("2026-11-16", "status")["act"]
    assert (due["command"], due["on"]) == ("meeting notice", "2026-11-19")
    type_in("2026-11-16", "meeting notice", XS)
    type_in("2026-11-18", "meeting rsvp", XS, "李秀英", "请假", "--reason", "外出学习")
    assert type_in("2026-11-20", "status")["act"]["form"] == "wait"
    count = type_in("2026-11-26", "meeting attend", XS)["headcount"]
    assert count == {"invited": 6, "there": 5, "leave": 1, "absent": 0}
    (folder / "记录.txt").write_text(MINUTES, encoding="utf-8")
    told = type_in(
        "2026-11-27", "meeting minutes", XS, str(folder / "记录.txt"), "--confirm", "张建国"
    )
    assert told["minutes"]["issue_number"] == 1
    assert step(type_in, "2026-11-27") == "deliver"


def conclude(type_in: Type) -> None:
    """Draft the sheet, carry it through three reviews, hand out the points."""
    type_in("2026-11-30", "outcome draft", XS, "--channel", "镇街", "--channel", "区政协")
    for reviewer in ("赵国强", "街道党工委", "区政协经济委"):
        type_in("2026-12-01", "outcome review", XS, "同意", "--reviewer", reviewer)
    handed = type_in("2026-12-02", "outcome assign", XS)["assignments"]
    assert [one["number"] for one in handed] == ["WT-JB-2026-001", "WT-JB-2026-002"]


def follow_up(type_in: Type) -> None:
    """Take replies, satisfaction and the look-back; close."""
    for number in ("WT-JB-2026-001", "WT-JB-2026-002"):
        type_in("2026-12-28", "outcome reply", number, "--text", "已按时办好。", "--result", "A")
    assert step(type_in, "2026-12-28") == "review"
    type_in("2026-12-29", "outcome satisfaction", XS, "满意", "--name", "张建国")
    type_in("2026-12-30", "outcome lookback", XS, "--who", "李秀英", "--found", "电梯已开工。")
    closed = type_in("2026-12-30", "consult advance", XS)["consultation"]
    assert (closed["state"], closed["next"]) == ("closed", None)


def test_a_month_of_commands_ends_in_a_closed_consultation_and_a_sound_room(
    type_in: Type, tmp_path: Path
):
    walk_the_month(type_in, tmp_path)
    assert type_in("2026-12-30", "check")["sound"] is True
    waived = [one["waived"] for one in type_in("2026-12-30", "consult show", XS)["steps"]]
    assert waived == [[]] * 6


SENTENCES = {
    "会议通知": (
        "关于召开梧桐街道“老旧小区加装电梯”协商议事会的通知",
        "经研究，定于2026年11月26日召开“老旧小区加装电梯”协商议事会。",
        "2026年11月26日（星期四）14:30，会期半天。",
        "请于2026年11月24日前将参会回执（附件3）报送工作站。",
        "联系人：王敏，联系电话：555-0101。",
        "梧桐街道委员工作站2026年11月16日",
        "𬱖燕",
        "古丽·买买提",
    ),
    "协商纪要": (
        "2026年第1期",
        "2026年11月26日，梧桐街道委员工作站在梧桐街道三楼会议室召开协商议事会，张建国主持",
        "会议应到6人，实到5人，其中委员3人、部门1人、群众1人。",
        "周立（区住建委副主任）：改造资金可以申请每部10万元补助。",
        "（建议主办：区住建委；建议协办：梧桐街道、物业公司；建议时限：2026年12月31日前）",
        "1.一楼住户是否分摊费用。一楼住户认为没有受益。",
        "五、会议要求各单位要落实到人。",
        "请假：李秀英",
        "确认：张建国（2026年11月27日）",
    ),
    "协商成果单": (
        "梧桐街道委员工作站协商成果单",
        "编号：WT-CG-2026-001",
        "接待来访",
        "委员3人、部门1人、群众1人",
        "梧桐一村三栋六层楼房没有电梯，老人上下楼难。",
        "签名：区政协经济委2026年12月1日",
        "☑镇街☑区政协☐社情民意☐提案☐自行办结",
    ),
}


def read_back(file: Path) -> tuple[str, int]:
    """Return what pdfium reads in a file, without its blanks, and how many pages it has."""
    with pdfium.PdfDocument(file) as paper:
        texts = [page.get_textpage().get_text_range() for page in paper]
    return "".join("".join(texts).split()), len(texts)


def type_areas(file: Path) -> list[tuple[float, float, float, float]]:
    """Return left, top, right and bottom of the characters of each page, in mm from its corner.

    The page number below the type area is left out.
    """
    areas = []
    with pdfium.PdfDocument(file) as paper:
        for page in paper:
            assert page.get_size() == pytest.approx(A4, abs=0.1)
            text = page.get_textpage()
            places = range(text.count_chars())
            shown = [place for place in places if not text.get_text_range(place, 1).isspace()]
            boxes = [text.get_charbox(place) for place in shown]
            inside = [box for box in boxes if box[3] > A4[1] - (TOP + HIGH + CLOSE) * MM]
            areas.append(
                (
                    min(box[0] for box in inside) / MM,
                    (A4[1] - max(box[3] for box in inside)) / MM,
                    max(box[2] for box in inside) / MM,
                    (A4[1] - min(box[1] for box in inside)) / MM,
                )
            )
    return areas


def test_the_papers_of_the_month_say_what_was_typed(type_in: Type, tmp_path: Path):
    walk_the_month(type_in, tmp_path)
    for kind, sentences in SENTENCES.items():
        file = tmp_path / f"{kind}.pdf"
        told = type_in("2026-12-30", "print", kind, XS, "--out", str(file))
        assert (told["file"], told["warnings"]) == (str(file), [])
        text, pages = read_back(file)
        assert [sentence for sentence in sentences if sentence not in text] == [], kind
        assert pages == told["pages"]
        for left, top, right, bottom in type_areas(file):
            assert left > LEFT - CLOSE
            assert top > TOP - CLOSE
            assert right < LEFT + WIDE + CLOSE
            assert bottom < TOP + HIGH + CLOSE
    assert read_back(tmp_path / "协商成果单.pdf")[1] == 1


def test_a_clerk_places_the_breaks_of_a_title(type_in: Type, tmp_path: Path):
    walk_the_month(type_in, tmp_path)
    file, lines = tmp_path / "x.pdf", ("关于召开梧桐街道", "“老旧小区加装电梯”协商议事会的通知")
    type_in("2026-12-30", "print", "会议通知", XS, "--out", str(file), "--title", "|".join(lines))
    type_in("2026-12-30", "print", "notice", XS, "--out", str(file))  # the breaks were kept
    with pdfium.PdfDocument(file) as paper:
        text = paper[0].get_textpage().get_text_range()
    assert tuple(text.splitlines()[:2]) == lines


def test_a_paper_that_is_not_ready_or_not_known_is_told(type_in: Type, tmp_path: Path):
    found_the_room(type_in, tmp_path)
    choose_a_topic(type_in)
    for kind, sentence in (
        ("会议通知", "还没有安排会议，先定下会议的时间和地点再打印。"),
        ("协商成果单", "还没有协商成果单，先填写再打印。"),
        ("奖状", "没有“奖状”这种文书。现有：会议通知（notice）"),
    ):
        line = ["print", str(tmp_path / "梧桐"), kind, XS, "--out", str(tmp_path / "x.pdf")]
        result = CliRunner().invoke(root, line)
        assert (result.exit_code, result.stdout) == (1, "")
        assert sentence in result.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_any_text_becomes_an_official_paper(tmp_path: Path):
    lines = (
        "# 关于老旧小区的情况说明",
        "一、基本情况",
        "梧桐一村有三栋楼。",
        "> 梧桐街道委员工作站",
    )
    (tmp_path / "说明.txt").write_bytes("\n".join(lines).encode("gbk"))
    file = tmp_path / "说明.pdf"
    line = ["typeset", str(tmp_path / "说明.txt"), "--out", str(file)]
    result = CliRunner().invoke(root, line)
    assert (result.exit_code, result.stdout) == (0, f"公文已存到 {file}，共1页。\n")
    assert "梧桐一村有三栋楼。" in read_back(file)[0]
    nowhere = CliRunner().invoke(root, [*line[:3], str(tmp_path / "none" / "x.pdf")])
    assert (nowhere.exit_code, nowhere.stdout) == (1, "")
    assert "写不进去" in nowhere.stderr
