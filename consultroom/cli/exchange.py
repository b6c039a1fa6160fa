"""Commands about packs: out, in, looked at, acknowledged, played again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import at_desk, dated, sitting
from consultroom.cli.pages import Misused, Verb, given
from consultroom.cli.words import Whole
from consultroom.frozen import replace

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.exchanging.acknowledging import Slip
    from consultroom.services.exchanging.exporting import Exported
    from consultroom.services.exchanging.importing import Run
    from consultroom.services.exchanging.previewing import Preview
    from consultroom.services.handing_over import StickView

FILE = click.Path(path_type=Path)
_MIB = 1 << 20
_MOST_LINES = 40  # changes of one pack that are printed; --json has more


@click.command("export", cls=Verb)
@at_desk
@click.option("--to", "folder", metavar="目录", required=True, type=FILE, help="U盘上的目录。")
@click.option(
    "--for", "unit", metavar="代码", default="", help="交给哪个单位，默认上级；all 是全部下级。"
)
@click.option("--period", metavar="2026-11", default="", help="报哪个月。")
@click.option("--nil", is_flag=True, help="零报告：本月没有可报的内容。")
@click.option("--note", metavar="文字", default="", help="给对方的一句话。")
@click.option("--full", is_flag=True, help="不管对方收到过什么，全部重新导出。")
@click.option("--rebuild", is_flag=True, help="（区政协）交回本单位保存的该站全部内容，供重建。")
@click.option("--volume", type=Whole(1, 1000), default=None, help="每个文件最多多少MB。")
def export(desk: Desk, *, folder: Path, unit: str, volume: int | None, **wish: Any) -> Answer:
    """导出一个包，交给上级、下级，或本单位的另一台电脑。

    没有收到回执的内容会一直带上，U盘丢了再导出一次就行。U盘上的文件不会被覆盖或删除。
    """
    from consultroom.services import handing_over
    from consultroom.services.exchanging import exporting

    view = handing_over.look_at(folder) if folder.is_dir() else None
    most = None if volume is None else volume * _MIB
    wanted = exporting.Wish(to="" if unit == "all" else unit.upper(), volume_bytes=most, **wish)
    if unit == "all":
        done = exporting.export_below(desk, folder, wanted)
    else:
        done = (exporting.export(desk, folder, wanted),)
    says = [line for one in done for line in _exported_lines(one)]
    data: dict[str, Any] = {"exports": [_exported_data(one) for one in done]}
    if view:
        says += _stick_lines(view)
        data["strangers"] = [{"name": one.name, "kind": one.kind} for one in view.strangers]
    return Answer(tuple(says), data)


def _stick_lines(view: StickView) -> Iterator[str]:
    """Yield what lies on a stick and may do harm, and that it may be pulled out."""
    from consultroom.services.handing_over import PULL_OUT

    if view.strangers:
        yield f"“{view.stick.label}”上还有{len(view.strangers)}个可疑文件，没有打开，也没有动："
    yield from (f"　　　　{one.name}（{one.kind.label}）" for one in view.strangers[:_MOST_LINES])
    if view.stick.removable:
        yield PULL_OUT


def _exported_lines(done: Exported) -> Iterator[str]:
    files = "、".join(pack.name for pack in done.packs)
    yield f"给“{done.unit_name}”的{done.kind.label}已写好：{files}"
    yield f"　　　　{done.rows}条记录、{done.blobs}个附件。"
    if done.caution:
        yield f"　　　　注意：{done.caution}"
    goes_up = done.kind.code in ("month", "joining")
    if goes_up and not any(pack.period for pack in done.packs):
        yield "　　　　没有写明报哪个月（--period 2026-11），内容照交，但不算报送了哪个月。"


def _exported_data(done: Exported) -> dict[str, Any]:
    return {
        "unit": done.unit,
        "kind": done.kind,
        "rows": done.rows,
        "blobs": done.blobs,
        "caution": done.caution,
        "packs": [
            {
                "name": pack.name,
                "seq": pack.seq,
                "size": pack.size,
                "sha256": pack.sha256,
                "since": pack.since,
                "upto": pack.upto,
            }
            for pack in done.packs
        ],
    }


@click.command("import", cls=Verb)
@at_desk
@given(
    "files",
    "文件",
    "包，或者放包的目录；给别的单位的包不动。",
    nargs=-1,
    required=True,
    type=FILE,
)
@click.option("--preview", is_flag=True, help="只看会改动什么，什么都不写。默认就是这样。")
@click.option("--apply", "apply_", is_flag=True, help="导入。")
def import_(desk: Desk, *, files: tuple[Path, ...], preview: bool, apply_: bool) -> Answer:
    """导入别的单位交来的包。

    先拷进收件箱，列出会改动什么；写 --apply 才真的导入这几个。导入以前自动备份，以后可以撤销。
    """
    from consultroom.services.exchanging import importing, inbox, previewing

    if preview and apply_:
        raise Misused("--preview 和 --apply 只写一个。")
    there = inbox.bring_in(desk, files)
    if apply_:
        answer = _run_answer(desk, importing.take(desk, there))
        return replace(answer, says=(*answer.says, *_still_waiting(inbox.waiting(desk))))
    return _preview_answer(previewing.previews(desk, there))


def _still_waiting(files: Sequence[Path]) -> Iterator[str]:
    if files:
        yield f"收件箱里还有{len(files)}个包没有导入，用 inbox 查看，用 inbox --apply 全部导入。"


@click.command("inbox", cls=Verb)
@at_desk
@click.option("--apply", "apply_", is_flag=True, help="全部导入。")
@click.option("--undo", "undone", metavar="文件名", default="", help="撤销一个包的导入。")
def inbox_(desk: Desk, *, apply_: bool, undone: str) -> Answer:
    """收件箱：还没有导入的包，能不能导入，为什么。"""
    from consultroom.services.exchanging import importing, inbox, previewing

    if undone:
        back = importing.take_back_file(desk, undone)
        return Answer((f"已撤销导入，{undone} 放回了收件箱。",), {"hash": back.hash})
    if apply_:
        return _run_answer(desk, importing.take(desk))
    answer = _preview_answer(previewing.previews(desk))
    refused = [(one.file.name, one.sentence) for one in inbox.quarantined(desk)]
    told = [f"　　{file}：{sentence}" for file, sentence in refused]
    says = answer.says + (("", "隔离的文件：", *told) if refused else ())
    data = {**answer.data, "quarantine": [{"file": f, "sentence": s} for f, s in refused]}
    return Answer(says, data)


def _preview_answer(found: tuple[Preview, ...]) -> Answer:
    if not found:
        return Answer(("收件箱里没有包。",), {"packs": []})
    says = [line for one in found for line in (*_preview_lines(one), "")]
    return Answer(tuple(says[:-1]), {"packs": [_preview_data(one) for one in found]})


_ADMIT = "请打电话给对方的联络员，听对方念短码，再用 join admit 准许入网。"


def _preview_lines(one: Preview) -> tuple[str, ...]:
    lines = [f"{one.file.name}：{one.standing.label}"]
    manifest = one.manifest
    if manifest:
        period = f"，{manifest.period}" if manifest.period else ""
        nil = "，零报告" if manifest.nil else ""
        lines.append(
            f"　　{one.unit_name}的{manifest.kind.label}第{manifest.seq}号{period}{nil}，"
            f"{manifest.made_by}，{manifest.made_at:%Y-%m-%d %H:%M}"
        )
        lines.append(
            f"　　共{manifest.rows}条：新增{one.new}、有改动{one.changed}、"
            f"无变化{one.unchanged}、暂存{one.held}；附件{len(manifest.blobs)}个"
        )
    if one.sentence:
        lines.append(f"　　{one.sentence}")
    if one.code:
        lines.append(f"　　{_ADMIT}")  # the code is to be heard: shown, it would be copied
    if one.conflicts:
        lines.append(f"　　有{one.conflicts}处两边都改过，导入后请用 conflicts 处理。")
    lines += [f"　　注意：{caution}" for caution in one.cautions]
    shown = one.told[:_MOST_LINES]
    lines += [f"　　　　{says}" + (f"（{count}条）" if count > 1 else "") for says, count in shown]
    if more := one.new + one.changed - sum(count for _, count in shown):
        lines.append(f"　　　　……还有{more}条。")
    return tuple(lines)


def _preview_data(one: Preview) -> dict[str, Any]:
    manifest = one.manifest
    return {
        "file": one.file.name,
        "standing": one.standing,
        "sentence": one.sentence,
        "unit": manifest.unit if manifest else "",
        "unit_name": one.unit_name,
        "kind": manifest.kind if manifest else "",
        "seq": manifest.seq if manifest else 0,
        "period": manifest.period if manifest else "",
        "nil": manifest.nil if manifest else False,
        "rows": manifest.rows if manifest else 0,
        "new": one.new,
        "changed": one.changed,
        "unchanged": one.unchanged,
        "held": one.held,
        "conflicts": one.conflicts,
        "missing": one.missing,
        "cautions": one.cautions,
        "changes": [change.sentence for change in one.changes],
    }


def _run_answer(desk: Desk, run: Run) -> Answer:
    from consultroom.services.exchanging.partners import name_of

    says = [
        f"已导入“{name_of(desk, one.pack.unit)}”第{one.pack.seq}号包：新增{one.pack.new}、"
        f"有改动{one.pack.changed}、无变化{one.pack.unchanged}、暂存{one.pack.held}。"
        + (f"有{one.conflicts}处冲突要处理。" if one.conflicts else "")
        for one in run.imported
    ]
    says += [f"{name}：已经导入过。" for name in run.repeated]
    says += [f"{name}：{sentence}" for name, sentence in run.held]
    says += [f"{one.file.name}（已隔离）：{one.sentence}" for one in run.refused]
    data = {
        "imported": [
            {
                "unit": one.pack.unit,
                "seq": one.pack.seq,
                "file": Path(one.pack.file).name,
                "hash": one.pack.hash,
                "rows": one.pack.rows,
                "new": one.pack.new,
                "changed": one.pack.changed,
                "unchanged": one.pack.unchanged,
                "held": one.pack.held,
                "conflicts": one.conflicts,
            }
            for one in run.imported
        ],
        "repeated": run.repeated,
        "held": [{"file": name, "sentence": sentence} for name, sentence in run.held],
        "refused": [{"file": one.file.name, "sentence": one.sentence} for one in run.refused],
    }
    return Answer(tuple(says) or ("收件箱里没有包。",), data, exit_code=1 if run.refused else 0)


@click.command("verify", cls=Verb)
@given("file", "包", "一个 .crpk 文件。", type=FILE)
@click.option("--room", metavar="资料夹", required=True, type=FILE, help="用哪个资料夹来看。")
@dated
@telling
def verify(file: Path, *, room: Path, day: date | None) -> Answer:
    """看一个包：签名、内容、能不能导入。什么都不写。"""
    from consultroom.services.exchanging import previewing
    from consultroom.services.exchanging.opening import Gate

    with sitting(room, by="", day=day) as desk:
        found = previewing.preview(Gate(desk, to_the_end=True), file)
    fine = found.standing.code in ("ready", "held", "repeated")
    return Answer(_preview_lines(found), _preview_data(found), exit_code=0 if fine else 1)


@click.command("ack", cls=Verb)
@at_desk
@given("word", "回执码或代码", "工作站：回执单上的8个字符。区政协：工作站的代码。")
def ack(desk: Desk, *, word: str) -> Answer:
    """回执：U盘回不来时，区政协念8个字符，工作站填进来，就知道包已收到。"""
    from consultroom.services.exchanging import acknowledging, partners

    if any(unit.code == word.upper() for unit in partners.below(desk)):
        return _slips_answer(acknowledging.slips(desk, word.upper()))
    pack = acknowledging.type_slip(desk, word)
    return Answer((f"第{pack.seq}号包已由对方收到。",), {"seq": pack.seq, "name": pack.name})


def _slips_answer(slips: Sequence[Slip]) -> Answer:
    """Tell the slip of each computer; the data are those of the one heard of last."""
    says: list[str] = []
    for one in slips:
        which = f"（电脑 {one.node}）" if len(slips) > 1 else ""
        says += [f"“{one.unit_name}”{which}的包收到第{one.seq}号为止。", f"回执码：{one.code}"]
    told = [{"unit": s.unit, "node": s.node, "seq": s.seq, "code": s.code, "payload": s.payload}
            for s in slips]  # fmt: skip
    return Answer(tuple(says), {**told[-1], "slips": told})


@click.command("replay", cls=Verb)
@at_desk
@given("places", "文件", "包，或者放包的目录。", nargs=-1, required=True, type=FILE)
@click.option("--old", metavar="旧资料夹", type=FILE, help="从旧资料夹取密钥和信任的公钥。")
def replay_(desk: Desk, *, places: tuple[Path, ...], old: Path | None) -> Answer:
    """把包重新导入一遍：资料夹丢了，用存档的包、U盘上的包、区政协的重建包重建。

    先用 init 建一个同代码的空资料夹。已经导入过的包会跳过。
    """
    from consultroom.services.exchanging import replaying

    memory = replaying.memory_of(desk, old) if old else None
    return _run_answer(desk, replaying.replay(desk, places, memory=memory))
