"""Joining (入网) and receipts (回执): files, short codes told by telephone, slips. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from consultroom.domain.stations import OrgUnit, UnitKind
from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender
from consultroom.ui.doing import Done, doing
from consultroom.ui.exchange.words import moment_words, month_words
from consultroom.ui.states import State

NEW = "+"
NONE_SENT = "还没有导出过包。导出以后，这里看得到对方收到没有。"


class SentLine(Frozen, kw_only=True):
    """One pack that was written, and whether it is known to have arrived."""

    number: str
    to: str
    period: str
    made: str
    arrived: bool

    @property
    def word(self) -> str:
        """Whether it has arrived."""
        return "已收到" if self.arrived else "等回执"

    @property
    def state(self) -> State:
        """The sign beside it."""
        return State.DONE if self.arrived else State.TODO


class JoiningScreen(Frozen, kw_only=True):
    """The page as it stands.

    Attributes:
        is_district: whether others join here.
        code: short code of this computer, once it was asked for.
        joined: whom this room is joined to, in words.
        units: below, code and name with whether they have joined; the last makes a new one.
        slip_taken: how many slips were typed in; the field is empty again after each.
        sender: of whose packs a slip would be printed; ``read_out`` may be said on the telephone.
        senders: code and name of whom something has arrived from.
    """

    is_district: bool = False
    code: str = ""
    joined: str = ""
    units: tuple[tuple[str, str], ...] = ()
    senders: tuple[tuple[str, str], ...] = ()
    sent: tuple[SentLine, ...] = ()
    slip_taken: int = 0
    sender: str = ""
    read_out: str = ""
    sentence: str = ""


class JoiningPresenter:
    """Makes and takes join files, compares short codes, takes receipt slips in.

    Args:
        lender: does long work on the room.
        desk: returns whose room.
        show: draws a screen.
        done: told what an act did.
        heard: asks for the short code that the other side reads out; empty to go back.
        print_pdf: prints a paper: its title and bytes.
    """

    def __init__(
        self,
        lender: Lender,
        desk: Callable[[], Desk],
        *,
        show: Callable[[JoiningScreen], None],
        done: Callable[[Done], None],
        heard: Callable[[str], str],
        print_pdf: Callable[[str, bytes], None],
    ) -> None:
        self._lender = lender
        self._desk = desk
        self._show = show
        self._done = done
        self._heard = heard
        self._print_pdf = print_pdf
        self._screen = JoiningScreen()

    def enter(self) -> None:
        """Show how things stand now."""
        before = self._screen
        now = _screen(self._desk(), before.code)
        self._draw(replace(now, slip_taken=before.slip_taken))
        senders = dict(now.senders)
        self.choose_sender(before.sender if before.sender in senders else next(iter(senders), ""))

    def choose_sender(self, unit: str) -> None:
        """Say what could be read out to another sender of packs."""
        told = _read_out(self._desk(), unit) if unit else ""
        self._draw(replace(self._screen, sender=unit, read_out=told))

    def show_code(self) -> None:
        """Show this computer's short code; its keys are made the first time."""
        from consultroom.services import identifying

        def work() -> str:
            code = identifying.card(self._desk()).code
            self._screen = replace(self._screen, code=code)
            return f"本机的短码是 {code}。"

        self._do(work)

    def offer(self, unit: OrgUnit, file: Path) -> None:
        """Write the join file of a unit below."""
        from consultroom.services.exchanging import enrolling

        def work() -> str:
            enrolling.offer(self._desk(), unit, file)
            return f"已做好“{unit.name}”的入网文件，请用U盘交给它。"

        self._do(work)

    def unit(self, code: str, name: str = "", place: str = "") -> OrgUnit:
        """Return a unit below that is listed here, or a new one."""
        listed = self._desk().room.one(OrgUnit, id=code)
        if listed is not None:
            return listed
        here = self._desk().owner
        return OrgUnit(
            id=code,
            owner=here,
            kind=UnitKind.STATION,
            code=code,
            name=name,
            parent=here,
            place=place,
        )

    def join(self, file: Path) -> None:
        """Join with a file from above, once its short code was compared."""
        from consultroom.services.exchanging import enrolling

        def work() -> str:
            found = enrolling.read(file)
            heard = self._heard(found.above.name)
            if not heard:
                return ""
            enrolling.join(self._desk(), file, heard=heard)
            return f"已加入“{found.above.name}”。下一次报出的包会申请入网。"

        self._do(work)

    def admit(self, file: Path) -> None:
        """Believe a computer by its card or first pack, once its short code was compared."""
        from consultroom.services.exchanging import enrolling

        def work() -> str:
            card = enrolling.asking(self._desk(), file)
            heard = self._heard(card.name)
            if not heard:
                return ""
            enrolling.admit(self._desk(), file, heard=heard)
            return f"已准许“{card.name}”入网。"

        self._do(work)

    def type_slip(self, code: str) -> None:
        """Take in the eight characters of a receipt slip."""
        from consultroom.services.exchanging import acknowledging

        def work() -> str:
            pack = acknowledging.type_slip(self._desk(), code)
            self._screen = replace(self._screen, slip_taken=self._screen.slip_taken + 1)
            return f"已登记回执：第{pack.seq}号包对方收到了。"

        self._do(work)

    def print_receipt(self, unit: str) -> None:
        """Print the receipt slip for what arrived from a unit."""
        from consultroom.services import handing_over

        self._lender.borrow(
            "正在排版…",
            lambda desk, _progress: handing_over.receipts_pdf(desk, [unit]),
            lambda pdf: self._print_pdf("数据接收回执单", pdf),
            self._failed,
        )

    def _do(self, work: Callable[[], str]) -> None:
        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._failed(str(error))
            return
        self.enter()
        if did.said:
            self._done(did)

    def _failed(self, sentence: str) -> None:
        self._draw(replace(self._screen, sentence=sentence))

    def _draw(self, screen: JoiningScreen) -> None:
        self._screen = screen
        self._show(screen)


def _screen(desk: Desk, code: str) -> JoiningScreen:
    from consultroom.services.exchanging import acknowledging, partners

    is_district = desk.station().kind is UnitKind.DISTRICT
    joined = partners.units_joined(desk)
    below = tuple(
        (one.code, f"{one.name}（{'已入网' if one.code in joined else '未入网'}）")
        for one in partners.below(desk)
    )
    senders = dict.fromkeys(
        pack.unit for pack in desk.room.packs.received() if pack.addressee == desk.owner
    )
    return JoiningScreen(
        is_district=is_district,
        code=code,
        joined=_joined(desk),
        units=(*below, (NEW, "新的单位…")),
        senders=tuple((unit, partners.name_of(desk, unit)) for unit in senders),
        sent=tuple(
            SentLine(
                number=f"第{one.pack.seq}号",
                to=partners.name_of(desk, one.pack.addressee),
                period=month_words(one.pack.period),
                made=moment_words(one.pack.made_at),
                arrived=one.has_arrived,
            )
            for one in acknowledging.deliveries(desk)
        ),
    )


def _read_out(desk: Desk, unit: str) -> str:
    """Return the receipt as it is read out on the telephone, the last pack of each computer."""
    from consultroom.services.exchanging import acknowledging

    told = [f"{one.code}（到第{one.seq}号包）" for one in acknowledging.slips(desk, unit)]
    return f"也可以在电话里念给它：{'；'.join(told)}。" if told else ""


def _joined(desk: Desk) -> str:
    from consultroom.services.exchanging import partners

    up = partners.above(desk)
    if not up or not partners.keys_of(desk, up):
        return "还没有入网。请向上级要入网文件（.crjoin），再点右边的按钮。"
    return f"已加入“{partners.name_of(desk, up)}”，可以互相交换。"
