"""Keys (密钥): whose are believed, renewing and revoking, the recovery key. No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.errors import UserError
from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender
from consultroom.ui.doing import Done, doing
from consultroom.ui.states import State
from consultroom.ui.wording import full_day

if TYPE_CHECKING:
    from consultroom.domain.papers import PeerKey

NO_RECOVERY = "还没有恢复密钥。电脑坏了，就打不开别人交来的包。"


class KeyLine(Frozen, kw_only=True):
    """One key that is listed here.

    Attributes:
        computer: which of the organisation's it belongs to, in words.
        code: its short code, as told by telephone.
        since: the day from which it is believed.
        word: whether it is.
        ours: whether this room listed it and can revoke it; its own key is renewed instead.
    """

    unit: str
    name: str
    computer: str
    code: str
    since: str
    word: str
    state: State
    ours: bool
    reason: str = ""

    @property
    def told(self) -> str:
        """All of it in a sentence."""
        why = f"原因：{self.reason}。" if self.reason else ""
        return f"{self.name}，{self.computer}，短码 {self.code}，{self.word}。{why}"


class KeysScreen(Frozen, kw_only=True):
    """The page as it stands.

    Attributes:
        code: this computer's short code, after it was renewed.
        recovery: how it stands with the recovery key.
        secret: whether one was made just now, that can be printed.
    """

    lines: tuple[KeyLine, ...] = ()
    code: str = ""
    recovery: str = ""
    secret: bool = False
    sentence: str = ""


class KeysPresenter:
    """Lists keys, renews this computer's, revokes others', makes and takes the recovery key.

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
        show: Callable[[KeysScreen], None],
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
        self._screen = KeysScreen()
        self._secret = ""

    def enter(self) -> None:
        """Show how things stand now; a secret made before is forgotten."""
        self._secret = ""
        self._refresh()

    def renew(self) -> None:
        """Make new keys for this computer; who asked has confirmed it."""
        from consultroom.services.exchanging import enrolling

        def work() -> str:
            code = enrolling.renew_key(self._desk()).code
            self._screen = replace(self._screen, code=code)
            return f"已更换本机密钥，新短码是 {code}。请报出一个包，并打电话让对方核对。"

        self._do(work, undo=False)

    def revoke(self, line: KeyLine, reason: str) -> None:
        """Believe a key no more; another organisation's once its code was told by telephone."""
        from consultroom.services import identifying

        own = line.unit == self._desk().owner
        heard = line.code if own else self._heard(line.name)
        if not heard:
            return

        def work() -> str:
            desk = self._desk()
            identifying.revoke(
                desk, line.unit, on=desk.today, reason=reason, code=line.code, heard=heard
            )
            return f"已吊销“{line.name}”的密钥，吊销名单随下一个下发包传出。"

        self._do(work)

    def make_recovery(self, file: Path) -> None:
        """Make a recovery key and keep it in a file, to be printed and deleted."""
        from consultroom.services.exchanging import enrolling, recovering

        def work() -> str:
            enrolling.make_recovery_key(self._desk(), file)
            self._secret = recovering.secret_of(file)
            return "已做好恢复密钥。请打印后锁好，并把存成的文件从电脑上删掉。"

        self._do(work, undo=False)

    def print_recovery(self) -> None:
        """Print the sheet of the key that was made just now."""
        from consultroom.services.exchanging import recovering

        secret = self._secret
        if secret:
            self._lender.borrow(
                "正在排版…",
                lambda desk, _progress: recovering.sheet_pdf(desk, secret),
                lambda pdf: self._print_pdf("恢复密钥", pdf),
                self._failed,
            )

    def restore(self, typed: str | Path) -> None:
        """Let this computer open what was encrypted to the recovery key."""
        from consultroom.services.exchanging import recovering

        def work() -> str:
            if isinstance(typed, Path):
                secret = recovering.secret_of(typed)
            else:
                secret = recovering.secret_in(typed)
            recovering.restore(self._desk(), secret)
            return "恢复密钥已读入，以前交给本单位的包可以打开了。"

        self._do(work, undo=False)

    def _do(self, work: Callable[[], str], *, undo: bool = True) -> None:
        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._failed(str(error))
            return
        self._refresh()
        self._done(did if undo else Done(did.said))

    def _refresh(self) -> None:
        desk = self._desk()
        self._draw(
            KeysScreen(
                lines=_lines(desk),
                code=self._screen.code,
                recovery=_recovery(desk),
                secret=bool(self._secret),
            )
        )

    def _failed(self, sentence: str) -> None:
        self._draw(replace(self._screen, sentence=sentence))

    def _draw(self, screen: KeysScreen) -> None:
        self._screen = screen
        self._show(screen)


def _lines(desk: Desk) -> tuple[KeyLine, ...]:
    """Return the keys by organisation, those that count before the revoked ones."""
    from consultroom.services import identifying

    listed: dict[tuple[str, str], PeerKey] = {}
    for key in identifying.believed(desk):
        known = listed.get((key.unit, key.key))
        if known is None or known.revoked_on is None:
            listed[key.unit, key.key] = key
    order = sorted(listed.values(), key=lambda key: (key.revoked_on is not None, key.unit))
    return tuple(_line(desk, key) for key in order)


def _line(desk: Desk, key: PeerKey) -> KeyLine:
    from consultroom.services import identifying
    from consultroom.services.exchanging.partners import name_of

    revoked = key.revoked_on is not None
    return KeyLine(
        unit=key.unit,
        name=name_of(desk, key.unit),
        computer=_computer(desk, key),
        code=identifying.code_of(key),
        since=full_day(key.valid_from),
        word=f"{full_day(key.revoked_on)}吊销" if key.revoked_on else "有效",
        state=State.LATE if revoked else State.DONE,
        ours=key.owner == desk.owner and not revoked and key.node != desk.room.node,
        reason=key.reason,
    )


def _computer(desk: Desk, key: PeerKey) -> str:
    from consultroom.services.exchanging.partners import RECOVERY

    if key.node == RECOVERY:
        return "恢复密钥"
    return "本机" if key.node in desk.room.own_nodes else f"电脑 {key.node[-4:].upper()}"


def _recovery(desk: Desk) -> str:
    from consultroom.services import identifying
    from consultroom.services.exchanging.partners import RECOVERY

    made = [
        key.valid_from
        for key in identifying.believed(desk)
        if key.unit == desk.owner and key.node == RECOVERY and key.revoked_on is None
    ]
    return f"{full_day(max(made))}做过恢复密钥，请确认那张纸还锁着。" if made else NO_RECOVERY
