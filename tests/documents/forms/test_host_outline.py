"""The host's outline: words for every item, claiming only what is on record, large to read."""

from __future__ import annotations

from consultroom.documents.blocks import Paper
from consultroom.documents.forms.host_outline import host_outline
from consultroom.domain.dossiers import Dossier
from consultroom.domain.papers import Wording
from consultroom.frozen import replace
from tests.builders import an_agenda
from tests.documents.forms.proofs import printed, says, sound, words
from tests.documents.forms.sittings_told import bare, sitting, the_extremes, told, under


def outline(dossier: Dossier) -> Paper:
    return host_outline(dossier, sitting(dossier))


def test_nothing_leaves_the_page_and_nothing_stands_upon_anything_else():
    for dossier in the_extremes():
        assert sound(outline(dossier))


def test_every_item_has_its_clock_and_its_words():
    assert says(
        outline(told(8)),
        "各位委员，各位代表，同志们：", "商量“梧桐里停车难怎么解”这件事",
        "委员2人、部门1人、群众2人、专家1人、列席2人", "会议共有7项议程，大约需要105分钟",
        "一、主持人说明议题（14:30—14:35，5分钟）", "来自接待来访", "梧桐里有车二百三十辆",
        "二、有关部门通报情况", "请承办部门通报情况", "三、介绍调研情况",
        "委员到梧桐里3至9栋作了调研", "夜间缺位约一百四十个", "四、委员和群众代表发言",
        "五、提问与解答", "六、主持人归纳共识", "居民代表、物业公司、学校",
        "七、有关负责人表态", "结束语", "散会。",
    )  # fmt: skip


def test_type_and_lines_are_large_enough_to_read_standing():
    lines = printed(outline(told(8))).pages[0].lines
    body = [line for line in lines if "同志们" in line.text or "大家好" in line.text]
    assert {round(mark.size) for line in body for mark in line.marks} == {18}
    assert body[1].y - body[0].y >= 12


def test_a_few_are_called_by_their_posts_and_many_only_by_name():
    assert "青原区住房和城乡建设局" in words(outline(told(8)))
    many = words(outline(told(40)))
    assert "青原区住房和城乡建设局" not in many
    assert all(person.name in many for person in told(40).participants)


def test_research_nobody_did_is_not_claimed():
    text = words(outline(replace(told(3), research=())))
    assert "作了调研" not in text
    assert "三、介绍调研情况" in text


def test_an_item_nobody_foresaw_is_handed_over_to_its_speaker():
    item = replace(an_agenda()[0], title="为先进网格授牌", speaker="区政协领导", minutes=8)
    dossier = replace(told(2), agenda=(item,))
    assert says(outline(dossier), "为先进网格授牌", "下面请区政协领导进行这一项，时间8分钟。")


def test_without_data_opening_and_close_are_left():
    text = words(outline(bare()))
    assert "今天我们在这里召开协商议事会" in text
    assert "结束语" in text
    assert "项议程" not in text


def test_a_district_words_opening_and_close_its_own_way():
    own = (
        Wording(phrase="host.opening", text="现在开会，议题：{议题}。"),
        Wording(phrase="host.close", text="散了吧。"),
    )
    assert says(
        outline(under(told(2), wording=own)), "现在开会，议题：梧桐里停车难怎么解。", "散了吧。"
    )


def test_no_heading_ends_a_page():
    for page in printed(outline(told(8))).pages:
        last = max((line for line in page.lines if line.y < 262), key=lambda line: line.y)
        assert "分钟）" not in last.text
