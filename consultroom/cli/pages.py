"""Commands and groups as this program has them: Chinese help, mistakes told in sentences."""

from __future__ import annotations

import difflib
import shutil
from collections.abc import Callable, Iterable
from typing import Any

import click

from consultroom.cli.columns import GAP, padded, width, wrapped
from consultroom.cli.words import Word
from consultroom.errors import UserError

_WIDEST = 100  # columns; longer lines are hard to read
_EVERYWHERE = ("by", "day", "as_json")  # options of every command
_TERM = 26  # columns of the left side of a list, at most


class Misused(UserError):
    """A command typed in a way it is not written."""


class Given(click.Argument):
    """A value given by its place, with a line of help."""

    def __init__(self, *declarations: Any, says: str = "", **settings: Any) -> None:
        """Take what ``click.Argument`` takes, and what the value is."""
        super().__init__(*declarations, **settings)
        self.says = says


def given(name: str, label: str, says: str = "", **settings: Any) -> Callable[..., Any]:
    """Return a decorator that adds a value given by its place.

    Args:
        name: the parameter.
        label: what it is called on the help page, ``议题编号``.
        says: a line about it.
        settings: as of ``click.argument``.
    """
    return click.argument(name, metavar=label, says=says, cls=Given, **settings)


class Verb(click.Command):
    """One command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; refuse those that are too many."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx  # the parser leaves it out for an option's own mistakes
            raise
        if rest and not ctx.resilient_parsing:
            raise Misused(f"多写了“{' '.join(rest)}”。{how_to_look_up(ctx)}")
        return rest

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help page."""
        usage = [ctx.command_path, *(_usage(param) for param in self.params), "[选项]"]
        _write(formatter, "用法：" + " ".join(word for word in usage if word))
        _write_story(formatter, self.help or "")
        _write_list(formatter, "要写的内容", _given_lines(self.params))
        _write_list(formatter, "选项", [*_option_lines(self.params), ("--help", "显示这一页。")])


class Noun(click.Group):
    """Commands about one kind of thing, listed in the order they were added."""

    command_class = Verb

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order they were added."""
        del ctx
        return list(self.commands)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words; with none at all show the help page."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; say which there are when there is none of this name."""
        name = args[0]
        if self.get_command(ctx, name) is None and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name, self.commands)
            raise Misused(f"没有“{name}”这个命令。{guess(near)}{how_to_look_up(ctx)}")
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the whole help page."""
        _write(formatter, f"用法：{ctx.command_path} 命令 …")
        _write_story(formatter, self.help or "")
        lines = [(name, _headline(command)) for name, command in self.commands.items()]
        _write_list(formatter, "命令", lines)
        _write_list(formatter, "选项", [*_option_lines(self.params), ("--help", "显示这一页。")])


def how_to_look_up(ctx: click.Context) -> str:
    """Return the sentence that names the help page."""
    return f"写法请看：{ctx.command_path} --help"


def guess(near: Iterable[str]) -> str:
    """Return the sentence that names what was perhaps meant, or nothing."""
    meant = "、".join(near)
    return f"是不是要写 {meant}？" if meant else ""


def _headline(command: click.Command) -> str:
    return (command.help or "").strip().split("\n")[0]


def _usage(param: click.Parameter) -> str:
    if not isinstance(param, Given):
        return f"{param.opts[0]} {_value(param)}" if param.required else ""
    label = f"{param.metavar}{'…' if param.nargs < 0 else ''}"
    return label if param.required else f"[{label}]"


def _value(param: click.Parameter) -> str:
    if isinstance(param, click.Option) and param.is_flag:
        return ""
    return param.metavar or ("词" if isinstance(param.type, Word) else param.type.name)


def _given_lines(params: Iterable[click.Parameter]) -> list[tuple[str, str]]:
    told = [param for param in params if isinstance(param, Given)]
    return [(param.metavar or "", param.says + _choices(param)) for param in told]


def _option_lines(params: Iterable[click.Parameter]) -> list[tuple[str, str]]:
    options = [param for param in params if isinstance(param, click.Option)]
    options.sort(key=lambda option: option.name in _EVERYWHERE)  # those known already come last
    return [(_option_term(option), _option_help(option)) for option in options]


def _option_term(option: click.Option) -> str:
    names = " / ".join([*option.opts, *option.secondary_opts])
    return f"{names} {_value(option)}".rstrip()


def _option_help(option: click.Option) -> str:
    notes = ["必填"] * option.required + ["可以写多次"] * option.multiple
    note = f"（{'，'.join(notes)}）" if notes else ""
    return (option.help or "") + _choices(option) + note


def _choices(param: click.Parameter) -> str:
    return f"可写：{param.type.listed()}。" if isinstance(param.type, Word) else ""


def _room(formatter: click.HelpFormatter) -> int:
    del formatter
    return min(shutil.get_terminal_size().columns, _WIDEST)


def _write(formatter: click.HelpFormatter, text: str, indent: str = "") -> None:
    for line in wrapped(text, _room(formatter) - width(indent)):
        formatter.write(f"{indent}{line}\n")


def _write_story(formatter: click.HelpFormatter, text: str) -> None:
    for paragraph in text.strip().split("\n\n"):
        formatter.write("\n")
        for line in paragraph.splitlines():
            _write(formatter, line, GAP)


def _write_list(formatter: click.HelpFormatter, heading: str, lines: list[tuple[str, str]]) -> None:
    if not lines:
        return
    formatter.write(f"\n{heading}：\n")
    term_room = min(max(width(term) for term, _ in lines), _TERM)
    for term, told in lines:
        says = wrapped(told, _room(formatter) - term_room - 2 * width(GAP))
        apart = width(term) > term_room
        if apart:
            formatter.write(f"{GAP}{term}\n")
        for place, line in enumerate(says):
            left = "" if place or apart else term
            formatter.write(f"{GAP}{padded(left, term_room)}{GAP}{line}".rstrip() + "\n")
