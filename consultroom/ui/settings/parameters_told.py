"""The parameters in plain Chinese, group by group. No Qt in this file."""

from __future__ import annotations

from collections import Counter

from consultroom.domain.calendar import HolidayMark
from consultroom.domain.consultations import Attachment
from consultroom.domain.outcomes import ResultClass
from consultroom.domain.papers import PaperRules
from consultroom.domain.parameters import PARAMETERS_ID, Parameters
from consultroom.domain.plans import Cadence, CadenceKind, OnHoliday
from consultroom.domain.schemes import StepScheme
from consultroom.domain.submissions import ReportRules
from consultroom.services import holidays
from consultroom.services.desk import Desk
from consultroom.services.exchanging import sharing
from consultroom.ui import wording
from consultroom.ui.settings.words import Fact, Group

MOST_DAYS = 12  # marked days told one by one
_DAYS = "一二三四五六日"


def groups(desk: Desk) -> tuple[Group, ...]:
    """Return everything a district decides, as it holds in this room."""
    parameters = desk.parameters()
    return (
        Group(title="步骤和频次", facts=_course(desk, parameters)),
        Group(title="提前量和期限", facts=_terms(parameters)),
        Group(title="办理结果类别", facts=tuple(map(_class, parameters.result_classes))),
        Group(title="文书", facts=_paper(desk, parameters)),
        Group(title="报送和外传", facts=_sending(desk, parameters)),
        Group(title="节假日", facts=_holidays(desk)),
    )


def _facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(label=word, text=text) for word, text in pairs if text)


def _course(desk: Desk, parameters: Parameters) -> tuple[Fact, ...]:
    every = desk.room.find(StepScheme)
    here = next((one for one in every if one.id == parameters.scheme), None)
    steps = "→".join(step.name for step in here.steps) if here else ""
    others = "、".join(dict.fromkeys(one.title for one in every if one is not here))
    return _facts(
        ("步骤方案", f"{here.title}（第{here.version}版）" if here else parameters.scheme),
        ("步骤", steps),
        ("还有的方案", others),
        ("协商频次", cadence_words(parameters.cadence)),
    )


def cadence_words(cadence: Cadence) -> str:
    """Return how often a station meets: 每月最后一个星期四，遇节假日顺延至下一工作日."""
    if cadence.kind is CadenceKind.PER_YEAR:
        return f"每年{cadence.times}次，不定日期"
    if cadence.kind is CadenceKind.DAY_OF_MONTH:
        day = f"{cadence.months.label}{cadence.day}日"
    else:
        nth = "最后一个" if cadence.nth < 0 else f"第{cadence.nth}个"
        day = f"{cadence.months.label}{nth}星期{_DAYS[cadence.weekday]}"
    kept = cadence.on_holiday is OnHoliday.KEEP
    return f"{day}，遇节假日{cadence.on_holiday.label}" if not kept else f"{day}，节假日照常"


def _terms(parameters: Parameters) -> tuple[Fact, ...]:
    lead, kind = parameters.lead, parameters.reply_day_kind.label
    return _facts(
        ("会议通知", f"会前{lead.notice}个工作日发出"),
        ("会议材料", f"会前{lead.materials}个工作日送达"),
        ("参会回执", f"会前{lead.rsvp}个工作日收齐"),
        ("会前提醒", f"会前{lead.reminder}个工作日"),
        ("协商纪要", f"会后{lead.minutes}个工作日内"),
        ("协商成果单", f"会后{lead.outcome}个工作日内"),
        ("承办单位答复", f"交办后{parameters.reply_days}天内（按{kind}算）"),
        ("退回交办", f"签收后{parameters.return_days}个工作日内"),
        ("审核", f"{parameters.review_levels}级"),
        ("回头看", f"答复后{parameters.look_back_days}天"),
    )


def _class(one: ResultClass) -> Fact:
    then = "，算办结" if one.settles else "，不算办结"
    again = "，下一年再看" if one.look_back else ""
    return Fact(label=f"{one.code}类", text=f"{one.means}{then}{again}。")


def _paper(desk: Desk, parameters: Parameters) -> tuple[Fact, ...]:
    rules, page = parameters.paper, parameters.paper.geometry
    size = f"{page.width_mm:g}×{page.height_mm:g}毫米"
    type_area = f"{page.block_width_mm:g}×{page.block_height_mm:g}毫米"
    templates = desk.room.find(Attachment, about=PARAMETERS_ID)
    return _facts(
        ("版面", f"{page.name}，纸{size}，版心{type_area}，每页{page.rows}行、每行{page.chars}字"),
        ("红头", "发给工作站" if parameters.red_heads else "不用"),
        *_heads(rules),
        ("盖章", "留出位置" if rules.seals else "不留"),
        ("二维码", "正式文书每页都印" if rules.marks else "不印"),
        ("座次", f"{rules.seating.label}；双数时{rules.even_seats.label}"),
        ("台签", rules.card.label),
        ("签到表", f"多印{rules.walk_in_rows}个空行" + ("，要填电话" * rules.phones_on_sign_in)),
        ("改过的用语", f"{len(rules.wording)}句" if rules.wording else "没有"),
        ("文书模板", f"另有{len(templates)}份" if templates else "用程序自带的"),
    )


def _heads(rules: PaperRules) -> tuple[tuple[str, str], ...]:
    return (
        ("信函版头", rules.letter_head),
        ("发文字号", rules.letter_number.replace("{year}", "年份").replace("{number}", "序号")),
        ("纪要版头", rules.minutes_head),
        ("抄送", "、".join(rules.copies_to)),
        ("印发单位", rules.issued_by),
        ("监督电话", rules.complaints),
    )


def _sending(desk: Desk, parameters: Parameters) -> tuple[Fact, ...]:
    asked = "、".join(kind.label for kind in parameters.sharing.asked)
    allowed = "、".join(kind.label for kind in sharing.allowed(desk))
    return _facts(
        ("月报", report_words(parameters.reporting)),
        ("区里请求报送", asked or "没有，都留在本站"),
        ("本机同意报送", allowed or "没有" if desk.station().parent else ""),
    )


def report_words(rules: ReportRules) -> str:
    """Return when stations report: 每月报一次，次月5日前."""
    day = (
        f"{rules.due_day}日" if rules.day_kind.code == "calendar" else f"第{rules.due_day}个工作日"
    )
    return f"{rules.months.label}报一次，次月{day}前"


def _holidays(desk: Desk) -> tuple[Fact, ...]:
    known = sorted(holidays.known().years)
    span = f"{known[0]}年至{known[-1]}年的节假日和调休，程序自带" if known else "没有"
    marks = sorted(desk.room.find(HolidayMark), key=lambda mark: mark.day)
    counted = Counter(mark.owner == desk.owner for mark in marks)
    told = [
        f"{wording.full_day(mark.day)}{'放假' if mark.is_off else '上班'}"
        for mark in marks[-MOST_DAYS:]
    ]
    more = f"等{len(marks)}天" if len(marks) > MOST_DAYS else ""
    return _facts(
        ("已知的年份", span),
        ("另外标的", "、".join(told) + more),
        ("其中本站标的", f"{counted[True]}天" if counted[True] and counted[False] else ""),
    )
