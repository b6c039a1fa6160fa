"""The phrases a district may word its own way (用语), with the program's own text of each.

What stands in braces is filled in when the paper is made: ``{日期}``. A text may leave a blank out;
one that is none of the phrase's own would be printed as it stands.
"""

from __future__ import annotations

import re

from consultroom.frozen import Frozen

_BLANK = re.compile(r"\{([^{}]*)\}")


class Phrase(Frozen, kw_only=True):
    """One phrase.

    Attributes:
        key: stable name, as in `domain.papers.Wording`.
        paper: the paper it is printed on.
        place: where on it, or what for.
        text: the program's own.
    """

    key: str
    paper: str
    place: str
    text: str

    @property
    def blanks(self) -> tuple[str, ...]:
        """What is filled in, in the order of the program's text: ``("日期", "议题")``."""
        return tuple(dict.fromkeys(_BLANK.findall(self.text)))

    def strange(self, text: str) -> tuple[str, ...]:
        """Return what stands in braces in a text and would be filled in by nothing."""
        return tuple(blank for blank in _BLANK.findall(text) if blank not in self.blanks)


_ALL = (
    Phrase(
        key="notice.lead",
        paper="会议通知",
        place="开头",
        text="经研究，定于{日期}召开“{议题}”{会议}。现将有关事项通知如下：",
    ),
    Phrase(
        key="notice.leave",
        paper="会议通知",
        place="请假的要求",
        text="因故不能参加的，请提前说明事由；部门可以委托熟悉情况的同志代为参加。",
    ),
    Phrase(key="leave.approver", paper="请假条", place="由谁批", text="站负责人"),
    Phrase(
        key="host.greeting", paper="主持词提纲", place="称呼", text="各位委员，各位代表，同志们："
    ),
    Phrase(
        key="host.opening",
        paper="主持词提纲",
        place="开场",
        text="大家好。今天我们在{地点}召开{会议}，大家坐到一起，商量“{议题}”这件事。",
    ),
    Phrase(
        key="host.close",
        paper="主持词提纲",
        place="结束语",
        text="今天的协商到此结束。会后由工作站整理纪要，送各方核对；形成的共识意见按程序报送，"
        "办理结果再向大家反馈。谢谢各位，散会。",
    ),
    Phrase(
        key="assignment.lead",
        paper="交办单",
        place="开头",
        text="{日期}{工作站}就“{议题}”开展协商，形成共识意见（{来源}）。现将有关事项交由贵单位办理"
        "（交办编号：{编号}）。",
    ),
    Phrase(
        key="assignment.answer",
        paper="交办单",
        place="答复的要求",
        text="请在办理时限前填写办理反馈单，经单位负责人签发后报送工作站。",
    ),
    Phrase(
        key="assignment.return",
        paper="交办单",
        place="退回的要求",
        text="认为不属于本单位职责的，请自签收之日起{天数}个工作日内说明理由，退回工作站。",
    ),
    Phrase(
        key="assignment.delay",
        paper="交办单",
        place="延期的要求",
        text="不能按期办结的，请在办理时限前说明原因和预计办结日期。",
    ),
    Phrase(
        key="supervision.remark",
        paper="督办单",
        place="督办要求",
        text="请抓紧办理，书面反馈进度、困难和办结日期。",
    ),
    Phrase(
        key="reply.lead",
        paper="答复函",
        place="开头",
        text="贵站{编号}号交办单收悉。关于“{事项}”，经研究办理，现答复如下：",
    ),
    Phrase(
        key="reply.end",
        paper="答复函",
        place="结尾",
        text="感谢各位委员和群众对我们工作的关心与支持。",
    ),
    Phrase(
        key="duty.lead",
        paper="履职告知书",
        place="开头",
        text="现将您{起始日期}至{截止日期}在{工作站}的履职情况告知如下：",
    ),
    Phrase(
        key="duty.end",
        paper="履职告知书",
        place="结尾",
        text="以上情况根据工作站登记整理，如有出入，请与工作站联系更正。感谢您对基层协商工作的支持。",
    ),
    Phrase(
        key="duty.counting",
        paper="履职告知书",
        place="统计口径",
        text="按事项发生的日期统计。应到：名单列有本人且已召开的协商；到会：含迟到、早退和线上；发言：按纪要"
        "记录的次数；共识意见：到会的协商所形成的条数；来访：一批为一件，按到访人数计人次；帮办实事："
        "一事一件。",
    ),
    Phrase(
        key="topic.note",
        paper="议题征集表",
        place="填表说明",
        text="提出人可以用化名，联系方式自愿填写。涉及国家秘密、工作秘密和个人隐私的内容请勿填写；"
        "诉讼、信访和举报事项请向相应渠道反映。",
    ),
    Phrase(
        key="poster.reception",
        paper="接待日预告",
        place="说明",
        text="欢迎居民群众反映身边事、提出好建议。诉讼、信访和举报事项，请向相应渠道反映。",
    ),
    Phrase(
        key="poster.plan",
        paper="年度计划公示",
        place="开头",
        text="{年度}年拟开展下列协商活动，时间和议题如有调整另行公布。",
    ),
)

PHRASES: dict[str, Phrase] = {phrase.key: phrase for phrase in _ALL}
