"""Commands about scans: telling genuine papers from others, and filing a folder of scans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from consultroom.cli.answers import Answer, telling
from consultroom.cli.desks import at_desk, dated, sitting
from consultroom.cli.pages import Misused, Verb, given
from consultroom.clocks import clock_on

if TYPE_CHECKING:
    from consultroom.domain.papers import IssuedPaper
    from consultroom.services.desk import Desk
    from consultroom.services.filing_scans import ScanReport
    from consultroom.services.verifying import PageFinding, Register


@click.command("verify-paper", cls=Verb)
@given(
    "files",
    "文件",
    "扫描件、照片或 PDF。",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option(
    "--room", metavar="资料夹", type=click.Path(path_type=Path), help="用哪个资料夹信任的公钥。"
)
@click.option(
    "--card",
    "cards",
    metavar="身份卡",
    multiple=True,
    type=click.Path(path_type=Path),
    help="没有资料夹时，用签发单位的身份卡。",
)
@dated
@telling
def verify_paper(
    files: tuple[Path, ...], room: Path | None, cards: tuple[Path, ...], day: date | None
) -> Answer:
    """验真：逐页看签名二维码，是不是那个单位签发的、有没有改过。

    不用联网。要写明用谁的公钥：--room 资料夹，或者 --card 身份卡。每一页都真实，退出码才是 0。
    """
    from consultroom.services.verifying import Verdict, verify

    with _register(room, cards, day) as register:
        found = verify(register, files, tell=_telling(files))
    genuine = sum(one.verdict is Verdict.GENUINE for one in found)
    says = [line for one in found for line in _page_lines(one)]
    says.append(f"共{len(found)}页，真实{genuine}页，其他{len(found) - genuine}页。")
    data = {"genuine": genuine == len(found), "pages": [_page_data(one) for one in found]}
    return Answer(tuple(says), data, exit_code=0 if genuine == len(found) else 1)


@contextmanager
def _register(room: Path | None, cards: tuple[Path, ...], day: date | None) -> Iterator[Register]:
    """Hand over what pages are held against; a room is closed again."""
    from consultroom.services import identifying, verifying

    if room is None and not cards:
        raise Misused("请写明用谁的公钥来验：--room 资料夹，或者 --card 身份卡。")
    known = [identifying.read_card(card) for card in cards]
    if room is None:
        yield verifying.register_of_cards(known, clock_on(day)().date())
        return
    with sitting(room, by="", day=day) as desk:
        yield verifying.register_of(desk, known)


def _telling(files: tuple[Path, ...]) -> Callable[[Path], None]:
    """Return what names each file while it is read, when there are several."""

    def tell(file: Path) -> None:
        if len(files) > 1:
            click.echo(f"正在读：{file.name}", err=True)

    return tell


def _page_lines(found: PageFinding) -> Iterator[str]:
    place = f"第{found.place}页" if found.place else ""
    yield f"{found.file.name} {place}".rstrip() + f"：{found.verdict.label}{_paper_of(found)}"
    if found.says:
        yield f"    {found.says}"


def _paper_of(found: PageFinding) -> str:
    """Return which paper a page says it is of, or nothing where there is no square."""
    from consultroom.services.verifying import word_of

    mark = found.mark
    if mark is None:
        return ""
    number = f"（{mark.number}）" if mark.number else ""
    paper = f"{word_of(mark.kind)}{number}"
    return f"　{mark.unit} {paper} 第{mark.version}版 第{mark.page}页，共{mark.pages}页"


def _page_data(found: PageFinding) -> dict[str, Any]:
    mark = found.mark
    told = {
        "file": str(found.file),
        "page": found.place,
        "verdict": found.verdict,
        "says": found.says,
        "text_compared": found.text_compared,
        "archived": found.archived,
        "newest": found.newest,
    }
    if mark is None:
        return told | {"mark": None}
    names = ("unit", "kind", "number", "subject", "version", "page", "pages")
    return told | {"mark": {name: getattr(mark, name) for name in names}}


@click.command("file-scans", cls=Verb)
@at_desk
@given("folder", "文件夹", "放扫描件和照片的文件夹。", type=click.Path(path_type=Path))
def file_scans(desk: Desk, *, folder: Path) -> Answer:
    """把一个文件夹的扫描件归到各自的记录，列出缺页。

    认的是每页的签名二维码。文件夹里的文件不会改动；同一份再归一次，什么也不变。
    """
    from consultroom.services import filing_scans as filing

    def tell(file: Path) -> None:
        click.echo(f"正在读：{file.name}", err=True)

    report = filing.file_scans(desk, folder, tell=tell)
    wanting = (report.missing, report.unknown, report.doubtful, report.unreadable)
    return Answer(tuple(_report_lines(report)), _report_data(report), exit_code=int(any(wanting)))


def _report_lines(report: ScanReport) -> Iterator[str]:
    from consultroom.services.filing_scans import paged

    new = [scan for scan in report.filed if scan.new]
    yield f"读了{report.files}个文件，新归档{len(new)}件。"
    for scan in report.filed:
        done = "已归档" if scan.new else "早已归档"
        yield f"{done}：{scan.file.name} → {_titled(scan.paper)} {paged(scan.pages)}"
    for lack in report.missing:
        yield f"缺页：{_titled(lack.paper)}，共{lack.paper.pages}页，缺{paged(lack.pages)}"
    yield from _told("没有登记", report.unknown)
    yield from _told("没有归档", (*report.doubtful, *report.unreadable))
    for file in report.originals:
        yield f"不用归档：{file.name}就是存档的那一份。"
    for file in report.passed_over:
        yield f"跳过：{file.name}不是图片，也不是 PDF。"


def _told(heading: str, findings: Iterable[PageFinding]) -> Iterator[str]:
    for found in findings:
        for line in _page_lines(found):
            yield line if line.startswith(" ") else f"{heading}：{line}"


def _titled(paper: IssuedPaper) -> str:
    number = f"（{paper.about_number}）" if paper.about_number else ""
    return f"{paper.title}{number}第{paper.version}版"


def _report_data(report: ScanReport) -> dict[str, Any]:
    return {
        "files": report.files,
        "filed": [
            {
                "file": str(scan.file),
                "paper": scan.paper.id,
                "title": scan.paper.title,
                "number": scan.paper.about_number,
                "version": scan.paper.version,
                "pages": scan.pages,
                "new": scan.new,
            }
            for scan in report.filed
        ],
        "missing": [
            {"paper": lack.paper.id, "title": lack.paper.title, "pages": lack.pages}
            for lack in report.missing
        ],
        "unknown": [_page_data(found) for found in report.unknown],
        "doubtful": [_page_data(found) for found in report.doubtful],
        "unreadable": [_page_data(found) for found in report.unreadable],
        "originals": [str(file) for file in report.originals],
        "passed_over": [str(file) for file in report.passed_over],
    }
