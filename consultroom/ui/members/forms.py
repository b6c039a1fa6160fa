"""The forms of the roster: a member, and a member's time at this station. No Qt here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consultroom.domain import telephones
from consultroom.domain.members import Member, MemberLevel, MemberStatus, Posting
from consultroom.domain.records import coded
from consultroom.errors import UserError
from consultroom.frozen import replace
from consultroom.services import rostering
from consultroom.services.advising import Advice
from consultroom.services.desk import Desk
from consultroom.ui.card_file import NEW
from consultroom.ui.forms import Answer, Asks, FormScreen, Question
from consultroom.ui.workspace.forms.form import parts

EDIT, POST = "edit", "post"
Answers = Mapping[str, Any]
_GENDERS = (("男", "男"), ("女", "女"))
_TEXTS = ("gender", "sector", "committee", "post", "phone", "term", "print_as")


class Unfit(UserError):
    """An answer that will not do; ``key`` is its question."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


# -- a member -------------------------------------------------------------------------------------


def member_form(desk: Desk, member: Member | None) -> FormScreen:
    """Return the form of a member; None asks for a new one."""
    return FormScreen(
        key=NEW if member is None else EDIT,
        title="新增委员" if member is None else "修改委员资料",
        purpose="不要填写身份证号。电话只在本站名册里，默认遮住中间几位。",
        submit="新增委员" if member is None else "保存",
        questions=_questions(new=member is None),
        answers=_answers(desk, member),
    )


def _questions(*, new: bool) -> tuple[Question, ...]:
    begins = Question(key="from_on", label="驻站开始", asks=Asks.DATE, required=True, half=True)
    standing = (
        Question(key="status", label="状态", asks=Asks.CHOICE, required=True, half=True,
                 choices=tuple((one.code, one.label) for one in MemberStatus)),
        Question(key="status_on", label="状态变动日期", asks=Asks.DATE, half=True,
                 hint="暂停或退出时填，空着算今天。"),
    )  # fmt: skip
    return (
        Question(key="name", label="姓名", required=True, half=True),
        Question(key="gender", label="性别", asks=Asks.CHOICE, choices=_GENDERS, half=True),
        Question(key="post", label="单位及职务", hint="照此印在签到表和台签上。"),
        Question(key="sector", label="界别", half=True),
        Question(key="committee", label="专委会", half=True),
        Question(key="phone", label="联系电话", half=True),
        Question(key="term", label="届次", half=True),
        Question(key="groups", label="活动小组", hint="有几个的，中间用顿号。"),
        *(Question(key=f"level_{one.code}", label=one.label, asks=Asks.TICK, half=True)
          for one in MemberLevel),
        *((begins,) if new else standing),
        Question(key="spelling", label="读音", half=True,
                 hint="按拼音找不到时填，如 shan xiao li。"),
        Question(key="print_as", label="打印用名", half=True,
                 hint="有印不出的字时写拆字，如 王+莹。"),
    )  # fmt: skip


def _answers(desk: Desk, member: Member | None) -> dict[str, Answer]:
    levels = member.levels if member else (MemberLevel.DISTRICT,)
    ticks: dict[str, Answer] = {f"level_{one.code}": one in levels for one in MemberLevel}
    if member is None:
        return ticks | {"from_on": desk.today}
    told: dict[str, Answer] = {key: getattr(member, key) for key in _TEXTS}
    return ticks | told | {
        "name": member.name,
        "groups": "、".join(member.groups),
        "status": member.status.code,
        "status_on": member.status_on,
        "spelling": member.spelling,
    }  # fmt: skip


def phone_advice(answers: Answers) -> tuple[Advice, ...]:
    """Say what is doubtful in the telephone number being typed; it is kept all the same."""
    said = telephones.doubt(_text(answers, "phone"))
    return (Advice(f"联系电话{said}照这样也可以保存。", against=True),) if said else ()


def add_member(desk: Desk, answers: Answers, *, namesake_known: bool) -> Member:
    """Put a member on the roster and post them here.

    Raises:
        Unfit: the name is on the roster, and nobody said yet that this is another person.
    """
    made = _told(rostering.new_member(desk, _text(answers, "name")), answers)
    other = next((one for one in desk.room.find(Member) if one.name == made.name), None)
    if other is not None and not namesake_known:
        where = f"（{other.post}）" if other.post else ""
        raise Unfit(
            "name", f"名册里已有“{other.name}”{where}。确实是另一位的，再点一次“新增委员”。"
        )
    from_on = answers.get("from_on")
    return rostering.add_member(desk, made, from_on=from_on if isinstance(from_on, date) else None)


def save_member(desk: Desk, member: Member, answers: Answers) -> str:
    """Correct what the roster says of a member."""
    changed = replace(
        _told(replace(member, name=rostering.clean_name(_text(answers, "name"))), answers),
        status=coded(MemberStatus, _text(answers, "status")),
        status_on=answers.get("status_on"),
    )
    rostering.revise_member(desk, changed)
    return f"已保存委员{changed.name}的资料。"


def _told(member: Member, answers: Answers) -> Member:
    levels = tuple(one for one in MemberLevel if answers.get(f"level_{one.code}"))
    if not levels:
        raise Unfit(f"level_{MemberLevel.NATION.code}", "请至少勾选一个委员层级。")
    texts = {key: _text(answers, key) for key in _TEXTS}
    texts["phone"] = telephones.plain(texts["phone"])
    return replace(
        member,
        **texts,  # each is a text field
        levels=levels,
        groups=parts(_text(answers, "groups")),
        spelling=_spelling(_text(answers, "spelling")),
    )


def _spelling(typed: str) -> str:
    plain = " ".join(typed.lower().split())
    if plain and not (plain.isascii() and plain.replace(" ", "").isalpha()):
        raise Unfit("spelling", "读音只写拼音字母，字与字之间空一格，如 shan xiao li。")
    return plain


# -- a posting ------------------------------------------------------------------------------------


def posting_form(desk: Desk, member: Member, posting: Posting | None) -> FormScreen:
    """Return the form of a member's time at this station; None asks for a new one."""
    answers: dict[str, Answer] = {"from_on": desk.today, "role": "驻站委员"}
    if posting is not None:
        answers = {"from_on": posting.from_on, "to_on": posting.to_on, "role": posting.role}
    return FormScreen(
        key=POST,
        title="登记驻站" if posting is None else "修改驻站",
        purpose=f"{member.name}从哪天到哪天驻站；还在站的不填结束日期。",
        submit="保存",
        questions=(
            Question(key="from_on", label="开始日期", asks=Asks.DATE, required=True, half=True),
            Question(key="to_on", label="结束日期", asks=Asks.DATE, half=True),
            Question(key="role", label="身份", hint="例如：驻站委员、召集人。"),
        ),
        answers=answers,
    )


def save_posting(desk: Desk, member: Member, posting: Posting | None, answers: Answers) -> str:
    """Write down a member's time at this station."""
    from_on, to_on = answers.get("from_on"), answers.get("to_on")
    rostering.post_here(
        desk,
        member,
        from_on=from_on if isinstance(from_on, date) else desk.today,
        to_on=to_on if isinstance(to_on, date) else None,
        role=_text(answers, "role"),
        posting=posting,
    )
    return f"已登记{member.name}的驻站时间。"


def _text(answers: Answers, key: str) -> str:
    return str(answers.get(key) or "").strip()
