"""Partners (往来单位), everything once more, giving back, taking in again (重放). No Qt here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from consultroom.frozen import Frozen, replace
from consultroom.services.desk import Desk
from consultroom.ui.borrowing import Lender, Progress
from consultroom.ui.exchange.words import moment_words
from consultroom.ui.states import State

if TYPE_CHECKING:
    from consultroom.services.exchanging.exporting import Exported
    from consultroom.services.exchanging.importing import Run

NEVER = "没有"


class PartnerLine(Frozen, kw_only=True):
    """One organisation this room exchanges packs with.

    Attributes:
        relation: 上级, 下级 or 本单位.
        joined: whether a key of it is believed.
        came: when something last came from it, in words.
        went: likewise, when something was made for it.
    """

    unit: str
    name: str
    relation: str
    joined: bool
    came: str
    went: str

    @property
    def word(self) -> str:
        """Whether it has joined."""
        return "已入网" if self.joined else "未入网"

    @property
    def state(self) -> State:
        """The sign beside it."""
        return State.DONE if self.joined else State.TODO

    @property
    def can_rebuild(self) -> bool:
        """Whether what is held here of it can be given back."""
        return self.joined and self.relation == "下级"


class RebuildingScreen(Frozen, kw_only=True):
    """The page as it stands; ``says`` tells what was done, ``sentence`` why something was not."""

    lines: tuple[PartnerLine, ...] = ()
    says: str = ""
    sentence: str = ""


class RebuildingPresenter:
    """Lists partners; sends one everything, or what is held of it; takes packs in again.

    Args:
        lender: does long work on the room.
        show: draws a screen.
        toast: says what was done.
    """

    def __init__(
        self,
        lender: Lender,
        *,
        show: Callable[[RebuildingScreen], None],
        toast: Callable[[str], None],
    ) -> None:
        self._lender = lender
        self._show = show
        self._toast = toast
        self._screen = RebuildingScreen()

    def enter(self, desk: Desk) -> None:
        """Show how things stand now."""
        self._draw(RebuildingScreen(lines=_lines(desk)))

    def send_all(self, unit: str, folder: Path) -> None:
        """Write everything there is for an organisation, whatever it has acknowledged."""
        self._send(unit, folder, rebuild=False)

    def give_back(self, unit: str, folder: Path) -> None:
        """Write everything that is held here of an organisation below, to be built again from."""
        self._send(unit, folder, rebuild=True)

    def _send(self, unit: str, folder: Path, *, rebuild: bool) -> None:
        def work(desk: Desk, progress: Progress) -> tuple[Exported, tuple[PartnerLine, ...]]:
            from consultroom.services.exchanging.exporting import Wish, export

            wish = Wish(to=unit, full=True, rebuild=rebuild)
            return export(desk, folder, wish, tell=progress), _lines(desk)

        def done(made: tuple[Exported, tuple[PartnerLine, ...]]) -> None:
            told, lines = made
            names = "、".join(pack.name for pack in told.packs)
            says = (
                f"给“{told.unit_name}”的{told.kind.label}已写好并核对无误："
                f"{told.rows} 条记录，{told.blobs} 个附件，文件 {names}。"
            )
            self._draw(RebuildingScreen(lines=lines, says=says))
            self._toast(f"给“{told.unit_name}”的包已写好。")

        self._lender.borrow("正在导出全部内容…", work, done, self._failed)

    def replay(self, folder: Path) -> None:
        """Take in the packs of a folder again, or those of a lost room with whom it believed."""

        def work(desk: Desk, progress: Progress) -> tuple[Run, tuple[PartnerLine, ...]]:
            progress(0, 0)
            return _replayed(desk, folder), _lines(desk)

        def done(made: tuple[Run, tuple[PartnerLine, ...]]) -> None:
            run, lines = made
            says = (
                f"重放完毕：导入 {len(run.imported)} 个包，{len(run.repeated)} 个以前已导入，"
                f"{len(run.held)} 个要等别的包，{len(run.refused)} 个不能导入。"
                "每个包都可以在“收件”里撤销。"
            )
            self._draw(RebuildingScreen(lines=lines, says=says))

        self._lender.borrow("正在重放交换包…", work, done, self._failed)

    def _failed(self, sentence: str) -> None:
        self._draw(replace(self._screen, sentence=sentence, says=""))

    def _draw(self, screen: RebuildingScreen) -> None:
        self._screen = screen
        self._show(screen)


def _replayed(desk: Desk, folder: Path) -> Run:
    """Take in a folder of packs; of a whole room's folder, its archive and what it had sent."""
    from consultroom.services.exchanging import replaying

    if not (folder / "room.db").is_file():
        return replaying.replay(desk, [folder])
    memory = replaying.memory_of(desk, folder)
    places = (folder / "inbox" / "taken", folder / "outbox")
    full = [place for place in places if any(place.rglob("*.crpk"))]
    return replaying.replay(desk, full or [folder], memory=memory)


def _lines(desk: Desk) -> tuple[PartnerLine, ...]:
    from consultroom.services.exchanging import partners

    up = partners.above(desk)
    others = [key for key in partners.keys_of(desk, desk.owner) if key.node != partners.RECOVERY]
    units = [(up, "上级")] if up else []
    units += [(unit.code, "下级") for unit in partners.below(desk)]
    units += [(desk.owner, "本单位")] if len(others) > 1 else []
    joined = partners.units_joined(desk)
    return tuple(_line(desk, unit, relation, joined) for unit, relation in units)


def _line(desk: Desk, unit: str, relation: str, joined: frozenset[str]) -> PartnerLine:
    from consultroom.services.exchanging import partners

    came = max((pack.taken_at for pack in desk.room.packs.received(unit=unit)), default="")
    went = max((pack.made_at for pack in desk.room.packs.sent(addressee=unit)), default="")
    beside = relation == "本单位"
    return PartnerLine(
        unit=unit,
        name="本单位另一台电脑" if beside else partners.name_of(desk, unit),
        relation=relation,
        joined=unit in joined,
        came=moment_words(came) if came else NEVER,
        went=moment_words(went) if went else NEVER,
    )
