"""What may leave (外传范围): what is asked for, and what this computer lets go. No Qt here."""

from __future__ import annotations

from collections.abc import Callable

from consultroom.domain.sharing import Private
from consultroom.domain.stations import UnitKind
from consultroom.errors import UserError
from consultroom.frozen import Frozen
from consultroom.services.desk import Desk
from consultroom.ui.doing import Done, doing

AGAIN = "以前没有带去的，要用“往来与重建”里的“导出全部内容”补上。"


class AllowingScreen(Frozen, kw_only=True):
    """The page as it stands.

    Attributes:
        asks: whether stations below report here, so that this room may ask.
        asked: what it asks for.
        above: name of the one above; empty at the top.
        wanted: what that one asks for.
        allowed: what this computer lets go.
        stays: what stays here now, in words.
    """

    asks: bool = False
    asked: tuple[Private, ...] = ()
    above: str = ""
    wanted: tuple[Private, ...] = ()
    allowed: tuple[Private, ...] = ()
    stays: str = ""
    sentence: str = ""


class AllowingPresenter:
    """Asks for what stays in stations otherwise, and allows what is asked for.

    Args:
        desk: returns whose room.
        show: draws a screen.
        done: told what an act did, so that it can be taken back.
    """

    def __init__(
        self,
        desk: Callable[[], Desk],
        *,
        show: Callable[[AllowingScreen], None],
        done: Callable[[Done], None],
    ) -> None:
        self._desk = desk
        self._show = show
        self._done = done

    def enter(self) -> None:
        """Show how things stand now."""
        self._show(_screen(self._desk()))

    def ask(self, kinds: tuple[Private, ...]) -> None:
        """Ask stations for these, in place of what was asked before."""
        from consultroom.services.exchanging import sharing

        def work() -> str:
            sharing.ask(self._desk(), kinds)
            named = "、".join(kind.label for kind in kinds)
            return f"已向工作站要{named}，随下一个下发包传出。" if kinds else "不再向工作站要这些。"

        try:
            did = doing(self._desk(), work)
        except UserError as error:
            self._show(_screen(self._desk(), str(error)))
            return
        self.enter()
        self._done(did)

    def allow(self, kinds: tuple[Private, ...]) -> None:
        """Let these go from this computer; what has left cannot be called back."""
        from consultroom.services.exchanging import sharing

        sharing.allow(self._desk(), kinds)
        self.enter()
        named = "、".join(kind.label for kind in kinds)
        self._done(Done(f"已准许外传{named}。" if kinds else "已改为都不外传。"))


def _screen(desk: Desk, sentence: str = "") -> AllowingScreen:
    from consultroom.services.exchanging import partners, sharing

    up = partners.above(desk)
    asked = desk.parameters().sharing.asked
    is_district = desk.station().kind is UnitKind.DISTRICT
    stays = sorted(sharing.withheld(desk), key=lambda kind: kind.code)
    named = "、".join(kind.label for kind in stays)
    return AllowingScreen(
        asks=is_district,
        asked=asked if is_district else (),
        above=partners.name_of(desk, up) if up else "",
        wanted=asked,
        allowed=sharing.allowed(desk),
        stays=f"现在不外传的：{named}。写在文字里的也会略去。" if stays else "现在都可以外传。",
        sentence=sentence,
    )
