"""What a command answers, and the one place that prints it: sentences, or JSON."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

import click

from consultroom.frozen import Frozen, field


class Answer(Frozen):
    """The answer of one command.

    Attributes:
        says: lines for a person.
        data: the same for a program: names that stay as they are, days as ``2026-11-05``,
            enumerations by their codes. Records may stand in it as they are.
        exit_code: 0, or 1 when the answer is that something is wrong.
    """

    says: tuple[str, ...]
    data: Mapping[str, Any] = field(default_factory=dict)
    exit_code: int = 0


def telling(function: Callable[..., Answer]) -> Callable[..., None]:
    """Let a command take ``--json`` and print what the function answers."""

    @click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序读取。")
    @click.pass_context
    @functools.wraps(function)
    def run(context: click.Context, /, *, as_json: bool, **given: Any) -> None:
        answer = function(**given)
        click.echo(as_document(answer.data) if as_json else "\n".join(answer.says))
        context.exit(answer.exit_code)

    return run


def as_document(data: Mapping[str, Any]) -> str:
    """Return data as JSON; characters are escaped where the output could not carry them."""
    import msgspec

    plain = msgspec.to_builtins(data)
    return json.dumps(plain, ensure_ascii=not carries_everything(), indent=2)


def carries_everything() -> bool:
    """Tell whether the output can carry any character; a redirected Windows one cannot."""
    return (sys.stdout.encoding or "").lower().startswith("utf")
