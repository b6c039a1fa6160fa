"""The roster: tables as other offices make them, names as people have them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from consultroom.domain.members import Member, MemberLevel, Posting
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import rostering, tables
from consultroom.services.desk import Desk
from consultroom.services.rostering import RosterImport, clean_name
from consultroom.services.tables import UnreadableTable
from tests.services.stages import CLERK, NAMES, Stages, member_named

RARE = ("𬱖小燕", "㛃晓", "𠅤家宁", "䶮宇", "龑东", "王堃", "李喆")
UNREADABLE = "“{}”打不开，可能已损坏，请用 WPS 另存一份再试。"


def csv_file(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    """Write a csv file and return it."""
    file = folder / "委员名册.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return file


def xlsx_file(folder: Path, rows: Iterable[Iterable[object]]) -> Path:
    """Write an xlsx file and return it."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = folder / "委员名册.xlsx"
    book.save(file)
    return file


def imported(desk: Desk, *lines: str) -> RosterImport:
    """Import a csv table."""
    return rostering.import_members(desk, csv_file(desk.room.folder.parent, *lines))


def names(desk: Desk) -> list[str]:
    """Return the names of the members posted here."""
    return [member.name for member in desk.members()]


# -- reading tables ------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_a_csv_is_read_in_any_encoding_an_office_saves(
    encoding: str, stages: Stages, tmp_path: Path
):
    desk = stages("founded")
    file = csv_file(tmp_path, "姓名,界别", "张建国,经济界", encoding=encoding)
    assert rostering.import_members(desk, file).added == 1
    assert [(m.name, m.sector) for m in desk.members()] == [("张建国", "经济界")]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_delimiter_is_found_out_even_below_a_title(mark: str, stages: Stages):
    desk = stages("founded")
    assert imported(desk, "委员名册", f"姓名{mark}界别", f"张建国{mark}经济界").added == 1
    assert desk.members()[0].sector == "经济界"


def test_an_xlsx_is_read_with_its_telephone_numbers_whole(stages: Stages, tmp_path: Path):
    desk = stages("founded")
    rows = [("姓名", "手机"), ("张建国", 5550123), ("李秀英", 5550124.0)]
    rostering.import_members(desk, xlsx_file(tmp_path, rows))
    assert [member.phone for member in desk.members()] == ["5550123", "5550124"]


def test_a_title_and_a_filler_line_above_the_heading_are_passed_over(
    stages: Stages, tmp_path: Path
):
    desk = stages("founded")
    rows = [
        ("江州区政协委员名册",),
        ("填报单位", "联络委", "日期", "2026年11月"),
        ("序 号", "姓　名", "所属界别（必填）", "工作单位及职务*", "层 级："),
        (1, "张建国", "经济界", "某商行经理", "市、区"),
        (None, None, None, None, None),
        (2, "李秀英", "教育界", "某小学校长", "全国政协委员"),
    ]
    done = rostering.import_members(desk, xlsx_file(tmp_path, rows))
    assert done == RosterImport(added=2, changed=0, same=0, doubtful=())
    first, second = desk.members()
    assert (first.post, first.sector) == ("某商行经理", "经济界")
    assert first.levels == (MemberLevel.CITY, MemberLevel.DISTRICT)
    assert second.levels == (MemberLevel.NATION,)


def test_an_identity_number_is_never_read(stages: Stages):
    desk = stages("founded")
    imported(desk, "姓名,身份证号,联系电话", "张建国,110101199001010000,5550123")
    assert "110101199001010000" not in repr(desk.members())
    assert desk.members()[0].phone == "5550123"


def test_a_doubtful_telephone_number_is_taken_in_and_told(stages: Stages):
    desk = stages("founded")
    done = imported(desk, "姓名,电话", "张三,１３８ ００１３ ８０００", "李四,1380013800", "王五,")
    assert [member.phone for member in desk.members()] == ["13800138000", "1380013800", ""]
    assert done.doubtful == ("第3行李四：联系电话手机号应为 11 位，这里有 10 位，请核对。",)


def test_a_sum_is_no_member_and_a_level_may_be_called_a_grade(stages: Stages):
    desk = stages("founded")
    done = imported(desk, "姓名,层级", "张三,省级", "6,", "合计,1")
    assert [(one.name, one.levels) for one in desk.members()] == [("张三", (MemberLevel.PROVINCE,))]
    assert done.doubtful == ("第3行6不像姓名，没有导入。",)


def test_every_heading_we_know_fills_its_field(stages: Stages):
    desk = stages("founded")
    imported(
        desk,
        "姓名,性别,界别,专委会,单位职务,电话,届,级别,活动小组,打印用名",
        "张建国,男,经济界,经济委,某商行经理,5550123,十届,省,一组、二组,张建国*",
    )
    member = replace(desk.members()[0], id="", owner="")
    assert member == Member(
        id="",
        owner="",
        name="张建国",
        gender="男",
        sector="经济界",
        committee="经济委",
        post="某商行经理",
        phone="5550123",
        term="十届",
        levels=(MemberLevel.PROVINCE,),
        groups=("一组", "二组"),
        print_as="张建国*",
    )


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("名册.xls", b"x", "只能读 xlsx 和 csv 表格，“名册.xls”请先另存为其中一种。"),
        ("名册.csv", b"", "“名册.csv”里没有内容。"),
        ("名册.csv", b",,\n,\n", "“名册.csv”里没有内容。"),
        ("名册.xlsx", b"not a workbook", UNREADABLE.format("名册.xlsx")),
        ("名册.csv", b"\xff\xff\xff", "“名册.csv”的文字编码认不出来，请另存为 UTF-8 或 GBK 再试。"),
        (
            "名册.csv",
            "工号,部门\n1,一科".encode(),
            "表里没有“姓名”这一列，请在第一行写上列名再导入。",
        ),
    ],
)
def test_what_is_no_roster_is_refused_in_a_sentence(
    name: str, content: bytes, sentence: str, stages: Stages, tmp_path: Path
):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UserError) as refused:
        rostering.import_members(stages("founded"), tmp_path / name)
    assert str(refused.value) == sentence


def test_a_table_that_is_not_there_or_far_too_large_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(UnreadableTable, match=r"找不到文件“none\.csv”，请核对位置。"):
        tables.read_table(tmp_path / "none.csv")
    monkeypatch.setattr(tables, "MOST_BYTES", 5)
    with pytest.raises(UnreadableTable, match="太大，不像是名册。"):
        tables.read_table(csv_file(tmp_path, "姓名", "张建国"))


def head_or_refusal(file: Path) -> str:
    """Return the first row of a table, or the sentence that refuses it."""
    try:
        return "".join(tables.read_table(file).head)
    except UserError as refused:
        return str(refused)


@settings(max_examples=40)
@given(at=st.integers(0, 4000), junk=st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_told_and_never_a_fault(
    at: int, junk: bytes, whole_workbook: bytes, tmp_path_factory: pytest.TempPathFactory
):
    file = tmp_path_factory.getbasetemp() / "damaged.xlsx"
    file.write_bytes(whole_workbook[:at] + junk + whole_workbook[at + len(junk) :])
    assert head_or_refusal(file) in ("姓名", UNREADABLE.format("damaged.xlsx"))


@pytest.fixture(scope="module")
def whole_workbook(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return the bytes of a workbook."""
    folder = tmp_path_factory.mktemp("workbook")
    return xlsx_file(folder, [("姓名",), ("张建国",)]).read_bytes()


@given(raw=st.binary(max_size=300))
def test_any_bytes_are_a_table_or_are_refused(raw: bytes, tmp_path_factory: pytest.TempPathFactory):
    file = tmp_path_factory.getbasetemp() / "any.csv"
    file.write_bytes(raw)
    assert head_or_refusal(file)


# -- names ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("张　三", "张三"),
        (" 张  三 ", "张三"),
        ("张\u200b三", "张三"),
        ("欧阳　文静", "欧阳文静"),
        *((f"古丽{dot}买买提", "古丽·买买提") for dot in "·•・‧∙⋅･．.\u0387"),
        ("John  Smith", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("  ", ""),
    ],
)
def test_a_name_is_kept_as_its_bearer_has_it(typed: str, name: str):
    assert clean_name(typed) == name


@given(st.text())
def test_cleaning_a_name_twice_changes_nothing_more(text: str):
    assert clean_name(clean_name(text)) == clean_name(text)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_rare_characters_come_through_whole(encoding: str, stages: Stages, tmp_path: Path):
    desk = stages("founded")
    done = rostering.import_members(desk, csv_file(tmp_path, "姓名", *RARE, "", encoding=encoding))
    assert (done.added, done.doubtful) == (len(RARE), ())
    assert names(desk) == list(RARE)


# -- whose row it is -----------------------------------------------------------------------------


def test_the_same_table_again_changes_nothing(stages: Stages):
    desk = stages("founded")
    lines = ("姓名,单位", "张　三,甲厂", "张三,乙厂", "古丽•买买提,丙厂")
    assert imported(desk, *lines).added == 3
    acts = desk.room.acts()
    assert imported(desk, *lines) == RosterImport(added=0, changed=0, same=3, doubtful=())
    assert desk.room.acts() == acts


def test_a_row_that_repeats_another_is_left_out_and_told(stages: Stages):
    desk = stages("founded")
    done = imported(desk, "姓名,单位", "张三,甲厂", "张　三,甲厂")
    assert done == RosterImport(1, 0, 0, ("第3行张三和前面重复，没有再导入。",))


def test_two_people_of_one_name_are_both_added_and_told(stages: Stages):
    desk = stages("founded")
    done = imported(desk, "姓名,单位", "张三,甲厂", "张三,乙厂")
    assert done.added == 2
    assert done.doubtful == ("第3行张三：这个名字在表里重复出现，请核对是不是两个人。",)


def test_a_new_post_changes_the_member_and_is_told(stages: Stages):
    desk = stages("with members")
    before = member_named(desk, "张建国")
    done = imported(desk, "姓名,单位及职务,电话", "张建国,某协会会长,5550199")
    assert (done.added, done.changed) == (0, 1)
    assert done.doubtful == (
        f"第2行张建国：单位及职务由“{before.post}”改为“某协会会长”，请核对是不是同一个人。",
    )
    assert member_named(desk, "张建国") == replace(before, post="某协会会长", phone="5550199")


def test_whoever_has_the_same_post_is_found_before_a_namesake(stages: Stages):
    desk = stages("founded")
    imported(desk, "姓名,单位", "张三,甲厂")
    first = desk.members()[0]
    done = imported(desk, "姓名,单位", "张三,乙厂", "张三,甲厂")
    assert (done.added, done.changed, done.same) == (1, 0, 1)
    assert desk.room.get(Member, first.id) == first


def test_an_empty_cell_takes_nothing_away(stages: Stages):
    desk = stages("with members")
    before = member_named(desk, "李秀英")
    assert imported(desk, "姓名,界别,单位", "李秀英,,").same == 1
    assert member_named(desk, "李秀英") == before


def test_a_row_without_a_name_and_an_unknown_level_are_told(stages: Stages):
    desk = stages("founded")
    done = imported(desk, "姓名,层级", ",区", "张三,镇", ",")
    assert done.doubtful == (
        "第2行没有姓名，没有导入。",
        "第3行张三：不认识委员层级“镇”，先按区政协委员登记。",
    )
    assert desk.members()[0].levels == (MemberLevel.DISTRICT,)


def test_members_are_owned_by_the_district_and_posted_here(stages: Stages):
    desk = stages("founded")
    imported(desk, "姓名", "张三")
    (member,), (posting,) = desk.room.find(Member), desk.room.find(Posting)
    assert (member.owner, posting.owner) == ("JZ", "JZ")
    assert (posting.member, posting.station, posting.from_on) == (member.id, "WT", desk.today)
    assert desk.by == CLERK


# -- finding -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("zjg", {"张建国"}),
        ("zhangjianguo", {"张建国"}),
        ("建国", {"张建国"}),
        ("oy", {"欧阳文静"}),
        ("sxl", {"单晓丽"}),
        ("dxl", set()),  # as a surname 单 is read shan
        ("glmmt", {"古丽·买买提"}),
        ("𬱖", {"𬱖小燕"}),
        ("", set(NAMES)),
        ("qqq", set()),
    ],
)
def test_members_are_found_by_what_is_quickest_to_type(typed: str, found: set[str], stages: Stages):
    desk = stages("scheduled")  # its participants bear the same names
    assert {member.name for member in rostering.find_members(desk, typed)} == found


def test_a_member_posted_elsewhere_is_not_among_ours(stages: Stages):
    desk = stages("with members")
    posting = desk.room.find(Posting, member=member_named(desk, "张建国").id)[0]
    with desk.room.act("调站", by=desk.by) as act:
        act.put(replace(posting, to_on=desk.today - timedelta(days=1)))
    assert names(desk) == list(NAMES[1:])
    assert rostering.find_members(desk, "zjg") == ()


def test_an_imported_roster_keeps_the_order_of_its_table(stages: Stages, tmp_path: Path):
    desk = stages("founded")
    names = [f"{surname}文{given}" for surname in "周吴郑冯陈褚" for given in "军海波涛"]
    table = tmp_path / "名册.csv"
    table.write_text("姓名\n" + "\n".join(names), encoding="utf-8")
    rostering.import_members(desk, table)
    assert [m.name for m in desk.members() if m.name in names] == names
