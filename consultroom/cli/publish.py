"""The command that publishes a room for others to read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer
from consultroom.cli.columns import table
from consultroom.cli.desks import at_desk
from consultroom.cli.pages import Misused, Verb

if TYPE_CHECKING:
    from consultroom.services.desk import Desk
    from consultroom.services.publishing import Published

ONE = "请从 --postgres、--datasette、--parquet 里选一种。"
_place = click.Path(path_type=Path, file_okay=False)


@click.command(cls=Verb)
@at_desk
@click.option(
    "--postgres",
    metavar="连接串",
    default="",
    help="发布到 PostgreSQL，如 postgresql://用户@主机/库；口令放在 ~/.pgpass。",
)
@click.option("--schema", metavar="模式", default="consultroom", help="PostgreSQL 里的模式名。")
@click.option("--datasette", metavar="目录", type=_place, help="发布成 Datasette 只读浏览的目录。")
@click.option("--parquet", metavar="目录", type=_place, help="发布成 Parquet 文件，供统计分析。")
@click.option("--with-personal", "personal", is_flag=True, help="连个人信息一起发布，默认不带。")
def publish(
    desk: Desk,
    *,
    postgres: str,
    schema: str,
    datasette: Path | None,
    parquet: Path | None,
    personal: bool,
) -> Answer:
    """把资料单向发布出去，供别的系统查询。

    发布多少次结果都一样；发布出去的改动不会回到资料夹。

    默认不带个人信息：来访人、联系方式、姓名（公开的委员名单除外）都不发布，正文里的号码会抹去。
    """
    from consultroom.services import publishing

    if sum(map(bool, (postgres, datasette, parquet))) != 1:
        raise Misused(ONE)
    kept: dict[str, Any] = {"personal": personal, "tell": _telling()}
    if postgres:
        done = publishing.to_postgres(desk, postgres, schema=schema, **kept)
        return _answer(done, f"PostgreSQL 的模式“{schema}”", {"schema": schema})
    if parquet:
        done = publishing.to_parquet(desk, parquet, **kept)
        return _answer(done, str(parquet), {"folder": str(parquet)})
    folder = Path(datasette or "")
    done = publishing.to_datasette(desk, folder, **kept)
    return _answer(done, str(folder), {"folder": str(folder)})


def _telling() -> Callable[[str, int], None]:
    """Show how far it is where a person watches."""
    if not sys.stderr.isatty():
        return lambda _table, _rows: None

    def tell(name: str, rows: int) -> None:
        click.echo(f"\r正在发布：{name} {rows}行　　", err=True, nl=False)

    return tell


def _answer(done: Published, where: str, place: dict[str, str]) -> Answer:
    people = "，含个人信息，请按规定保管" if done.personal else "，不含个人信息"
    rows = [
        (one.table, str(one.rows), str(one.added), str(one.changed), str(one.removed))
        for one in done.tables
        if one.rows or one.removed
    ]
    says = (
        f"已发布到 {where}：{len(done.tables)}张表，{done.rows}行{people}。",
        *table(("表", "行数", "新增", "改动", "删去"), rows),
    )
    data = {"where": done.where, "rows": done.rows, "personal": done.personal, **place}
    return Answer(says, {**data, "tables": [_table(one) for one in done.tables]})


def _table(one: Any) -> dict[str, Any]:
    return {
        "table": one.table,
        "rows": one.rows,
        "added": one.added,
        "changed": one.changed,
        "removed": one.removed,
    }
