"""The group every command hangs on, and how the program ends."""

from __future__ import annotations

import functools
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from consultroom import __version__
from consultroom.cli import chasing, checks, exchange, papers, rooms, scans
from consultroom.cli.archive import archive
from consultroom.cli.bundles import bundle
from consultroom.cli.conflicts import conflicts
from consultroom.cli.consults import consult
from consultroom.cli.failing import ending
from consultroom.cli.identities import identity
from consultroom.cli.joining import join, sharing
from consultroom.cli.ledgers import ledger, refill
from consultroom.cli.meetings import meeting
from consultroom.cli.members import member
from consultroom.cli.missing import missing
from consultroom.cli.outcomes import outcome
from consultroom.cli.pages import Misused, Noun
from consultroom.cli.plans import plan
from consultroom.cli.publish import publish
from consultroom.cli.rules import rules
from consultroom.cli.seats import seats
from consultroom.cli.templates import template
from consultroom.cli.topics import topic

PROGRAM = "consultroom"


class Front(Noun):
    """The whole program: its exit code is 0, 1 for a person's mistake, 2 for ours."""

    def main(  # type: ignore[override]  # it never returns, and leaves click's ways of ending out
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command and leave the program."""
        del prog_name  # one name, whatever file it was started from
        extra.pop("standalone_mode", None)
        words = sys.argv[1:] if args is None else list(args)
        run = functools.partial(super().main, args, PROGRAM, standalone_mode=False, **extra)

        def work() -> object:
            _refuse_unreadable(words)
            return run()

        ending(work, as_json="--json" in words)


def _refuse_unreadable(words: Sequence[str]) -> None:
    """Refuse bytes that are no UTF-8: Python hands them on as surrogates nothing can store."""
    for place, word in enumerate(words, 1):
        if any("\ud800" <= character <= "\udfff" for character in word):
            raise Misused(
                f"第{place}个词里有认不出的字符（不是 UTF-8 编码）。请检查终端的编码，再写一次。"
            )


@click.group(cls=Front)
@click.version_option(__version__, message="协商议事室 %(version)s", help="显示版本。")
def root() -> None:
    """协商议事室：委员工作站的协商，从议题到成果单。"""


for command in (
    rooms.demo, rooms.init, rooms.status, topic, plan, consult, meeting, outcome, member,
    rooms.search, rooms.history, rooms.undo, papers.print_, bundle, ledger, refill, papers.typeset,
    archive, rules, rooms.check,
    checks.check_paper,
    scans.verify_paper, scans.file_scans, identity, join, sharing, exchange.export,
    exchange.import_, exchange.inbox_, exchange.verify, exchange.ack, exchange.replay_, conflicts,
    template, missing, publish,
):  # fmt: skip
    root.add_command(command)
meeting.add_command(seats)
for chased in (chasing.extend, chasing.press, chasing.send_back):
    outcome.add_command(chased)
