"""What a command ends with: 0 done, 1 something a person can put right, 2 our own fault."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

import click

from consultroom.cli.answers import carries_everything
from consultroom.cli.pages import Given, guess, how_to_look_up
from consultroom.errors import UserError

_OUR_FAULT = "程序出了错，不是您操作的问题；没有写完的改动都没有写入。请把下面的内容转给维护人员。"

DONE, USER_ERROR, BUG = 0, 1, 2


def ending(work: Callable[[], object], *, as_json: bool) -> NoReturn:
    """Do the work of a command and leave the program with its exit code.

    Args:
        work: the command; an exit code it answers is taken over.
        as_json: whether a sentence is told as ``{"error": sentence}`` on the standard output.
    """
    _never_choke_on_a_character()
    try:
        code = work()
    except UserError as error:
        _refuse(str(error), as_json=as_json)
    except click.Abort:
        _refuse("已取消，没有改动。", as_json=as_json)
    except click.ClickException as error:
        _refuse(sentence_of(error), as_json=as_json)
    except Exception as error:
        _own_up(error, as_json=as_json)
    sys.exit(code if isinstance(code, int) else DONE)


def sentence_of(error: click.ClickException) -> str:
    """Return what was typed wrong, as a sentence that says how to type it."""
    context = getattr(error, "ctx", None)
    look_up = how_to_look_up(context) if context else ""
    return _mistake(error) + look_up


def _mistake(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项。{guess(error.possibilities or ())}"
    if isinstance(error, click.BadOptionUsage):
        return _bad_option(error)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"还要写{_label(error.param)}。"
    if isinstance(error, click.BadParameter) and error.param is not None:
        return f"{_label(error.param)}：{error.message}"
    return f"命令写得不对（{error.format_message()}）。"


def _bad_option(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    option = next((param for param in params if error.option_name in param.opts), None)
    flag = isinstance(option, click.Option) and option.is_flag
    return f"选项“{error.option_name}”后面{'不用写' if flag else '要写'}内容。"


def _label(param: click.Parameter) -> str:
    if isinstance(param, Given):
        return f"“{param.metavar}”"
    return f"选项“{param.opts[0]}”"


def _refuse(sentence: str, *, as_json: bool) -> NoReturn:
    if as_json:
        click.echo(json.dumps({"error": sentence}, ensure_ascii=not carries_everything()))
    else:
        click.echo(sentence, err=True)
    sys.exit(USER_ERROR)


def _own_up(error: Exception, *, as_json: bool) -> NoReturn:
    sentence = (
        "程序出了错，不是您操作的问题；没有写完的改动都没有写入。请把下面的内容转给维护人员。"
    )
    if as_json:
        click.echo(json.dumps({"error": sentence}, ensure_ascii=not carries_everything()))
    else:
        click.echo(sentence, err=True)
    click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    sys.exit(BUG)


def _never_choke_on_a_character() -> None:
    """Print ``?`` for a character a redirected Windows output cannot carry, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
