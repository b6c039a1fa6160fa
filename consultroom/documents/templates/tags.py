"""The words a template may use (标签): what each prints, and what hangs on it.

This one table is read by the checker, by the command that lists the tags, and by the test that
holds it against what `contexts` gives.
"""

from __future__ import annotations

from collections.abc import Mapping

from consultroom.frozen import Frozen


class Tag(Frozen):
    """One tag.

    Attributes:
        says: what it prints, in the clerk's words.
        each: what hangs on each item of a list; None for a text, empty for a list of texts.
        whole: items that ``{{p … }}`` puts as paragraphs of their own.
    """

    says: str
    each: Mapping[str, Tag] | None = None
    whole: bool = False


_PIECE: Mapping[str, Tag] = {
    "文字": Tag("这一段的文字"),
    "样式": Tag("这一段的样式名，如 公文正文"),
    "级次": Tag("标题的级次，1至4；不是标题的是0"),
    "名目": Tag("名单前面的字，如 出席："),
    "是表格": Tag("这一段是不是表格"),
}
_CELL: Mapping[str, Tag] = {"文字": Tag("格子里的文字")}
_ROW: Mapping[str, Tag] = {"格": Tag("这一行的各格", _CELL)}
_TABLE: Mapping[str, Tag] = {"行": Tag("表格的各行", _ROW)}


def _pieces(says: str) -> Tag:
    return Tag(says, _PIECE, whole=True)


TAGS: Mapping[str, Tag] = {
    "标题": Tag("标题，已按词意分行"),
    "主送": Tag("主送机关，带冒号"),
    "正文": _pieces("正文各段，含各级标题和表格"),
    "名单": _pieces("正文后面的出席、请假、列席等名单"),
    "附件说明": _pieces("正文下的“附件：……”"),
    "落款": _pieces("署名和成文日期，位置已排好"),
    "附注": Tag("附注，不带括号"),
    "文尾": _pieces("落款以后、附件以前的其余内容"),
    "附件": _pieces("另起一页的附件"),
    "题前": _pieces("标题以前的内容：红头、紧急程度等"),
    "版记": _pieces("抄送、印发机关和印发日期"),
    "全文": _pieces("整份文书，从头到尾"),
    "署名": Tag("署名，几个机关用顿号隔开"),
    "日期": Tag("成文日期"),
    "附件名称": Tag("附件说明里的各个名称", {}),
    "出席": Tag("出席人员"),
    "请假": Tag("请假人员"),
    "列席": Tag("列席人员"),
    "记录": Tag("记录人"),
    "确认": Tag("确认人和日期"),
    "表格": Tag("文书里的各个表格", _TABLE),
    "机关标志": Tag("红头上的机关标志或纪要标志"),
    "发文字号": Tag("发文字号"),
    "签发人": Tag("签发人"),
    "紧急程度": Tag("紧急程度"),
    "期号": Tag("纪要的期号"),
    "编印单位": Tag("纪要红线上方左边的单位"),
    "会议日期": Tag("纪要红线上方右边的日期"),
    "抄送": Tag("抄送机关，用逗号隔开"),
    "印发机关": Tag("印发机关"),
    "印发日期": Tag("印发日期"),
    "文书名称": Tag("标题，不分行"),
    "文书种类": Tag("文书种类，如 会议通知"),
    "单位": Tag("制作文书的单位"),
}

LOOP: Mapping[str, Tag] = {
    "index": Tag("第几项，从1数起"),
    "index0": Tag("第几项，从0数起"),
    "first": Tag("是不是第一项"),
    "last": Tag("是不是最后一项"),
    "length": Tag("一共几项"),
}

#: what a template must print: any of the tags on the right does
MUST: Mapping[str, tuple[str, ...]] = {
    "标题": ("标题", "文书名称", "全文"),
    "正文": ("正文", "全文"),
}

#: what goes missing from the paper where none of the tags on the right is used
PARTS: Mapping[str, tuple[str, ...]] = {
    "题前": ("题前", "机关标志", "全文"),
    "标题": ("标题", "文书名称", "全文"),
    "主送": ("主送", "全文"),
    "正文": ("正文", "全文"),
    "名单": ("名单", "出席", "全文"),
    "附件说明": ("附件说明", "附件名称", "全文"),
    "署名": ("落款", "署名", "全文"),
    "日期": ("落款", "日期", "全文"),
    "附注": ("附注", "全文"),
    "文尾": ("文尾", "全文"),
    "版记": ("版记", "抄送", "印发机关", "全文"),
    "附件": ("附件", "全文"),
}


def written(name: str) -> str:
    """Return a tag as it is written in a template; a list as the loop that prints all of it."""
    tag = TAGS[name]
    if tag.each is None:
        return f"{{{{ {name} }}}}"
    if tag.whole:
        return f"{{%p for 段 in {name} %}}\n{{{{p 段 }}}}\n{{%p endfor %}}"
    if tag.each is _TABLE:
        inner = "{% for 行 in 表.行 %}{% for 格 in 行.格 %}{{ 格.文字 }}　{% endfor %}{% endfor %}"
        return f"{{%p for 表 in {name} %}}\n{inner}\n{{%p endfor %}}"
    return f"{{% for 项 in {name} %}}{{{{ 项 }}}}　{{% endfor %}}"
