"""What a template may say: the checks a clerk reads, and the cage its tags run in.

A template names tags, loops over lists and asks conditions: nothing else of Jinja is let through.
Every node of its syntax tree must be on the short list here; the sandbox and the counted lists
are a second fence, not the first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from consultroom.documents.templates.findings import Finding, Weight
from consultroom.documents.templates.reading import Mark
from consultroom.documents.templates.spelling import alone, nesting
from consultroom.documents.templates.tags import LOOP, MUST, PARTS, TAGS, Tag
from consultroom.frozen import Frozen

WHOLE = "成段"  # the filter that makes ``{{p 段 }}`` a paragraph of its own
_FILTERS = frozenset({"default", "first", "join", "last", "length", "trim", WHOLE})
_TESTS = frozenset({"defined", "none"})
_DEEPEST = 4  # loops within loops
_LONGEST_CONST = 200  # characters between quotation marks
_PLAIN = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Keyword,
)
_UNKNOWN = {
    nodes.Include: "{% include %}（会读别的文件）",
    nodes.Import: "{% import %}（会读别的文件）",
    nodes.FromImport: "{% from %}（会读别的文件）",
    nodes.Extends: "{% extends %}（会读别的文件）",
    nodes.Call: "带括号的调用",
    nodes.Macro: "{% macro %}",
    nodes.Assign: "{% set %}",
    nodes.AssignBlock: "{% set %}",
}
_SPECIAL = re.compile(r"(colspan|cellbg)\s+(.*)", re.DOTALL)  # docxtpl's own


class _Wrong(Frozen):
    """What is wrong in one line of the skeleton."""

    line: int
    says: str


def caged() -> Environment:
    """Return the environment templates run in: no globals, a few filters, no files."""
    environment = ImmutableSandboxedEnvironment(autoescape=True, keep_trailing_newline=True)
    environment.globals.clear()
    environment.filters = {
        name: one for name, one in environment.filters.items() if name in _FILTERS
    }
    environment.tests = {name: one for name, one in environment.tests.items() if name in _TESTS}
    environment.filters[WHOLE] = str
    return environment


def safe(source: str, environment: Environment) -> bool:
    """Tell whether a source holds only what a template may say."""
    try:
        return not any(map(_refused, _below(environment.parse(source))))
    except TemplateSyntaxError:
        return False


def findings_of(marks: Sequence[Mark]) -> Iterator[Finding]:
    """Yield everything wrong with the tags of a template, in the order they stand."""
    written = [*(found for mark in marks for found in alone(mark)), *nesting(marks)]
    yield from written
    yield from _meaning(marks, told=bool(written))


# --- what they mean ---------------------------------------------------------------------


class _Item(Frozen):
    """What a loop variable stands for."""

    tags: Mapping[str, Tag]
    whole: bool


@dataclass(slots=True)
class _Reader:
    """Walks the syntax tree of a template's tags, one line each."""

    used: set[str] = field(default_factory=set)
    wrong: list[_Wrong] = field(default_factory=list)
    odd: list[_Wrong] = field(default_factory=list)

    def walk(self, node: nodes.Node, names: Mapping[str, _Item], depth: int) -> None:
        """Read a node and what is below it, with the loop variables that are known there."""
        if isinstance(node, nodes.For):
            self._loop(node, names, depth)
            return
        if isinstance(node, nodes.Output):
            for one in node.nodes:
                self._print(one, names)
            return
        if isinstance(node, nodes.Name | nodes.Getattr):
            self._tag(node, names)
            return
        self._check(node)
        printed = set(self.used)
        for child in node.iter_child_nodes():
            self.walk(child, names, depth)
            if isinstance(node, nodes.If | nodes.CondExpr) and child is node.test:
                self.used = set(printed)  # asked for is not printed

    def _check(self, node: nodes.Node) -> None:
        says = _refused(node)
        if says:
            self.wrong.append(_Wrong(node.lineno, says))

    def _loop(self, node: nodes.For, names: Mapping[str, _Item], depth: int) -> None:
        if depth >= _DEEPEST:
            self.wrong.append(_Wrong(node.lineno, f"循环最多套{_DEEPEST}层。"))
            return
        self._check(node)
        over = self._tag(node.iter, names)
        if over is not None and over.each is None:
            self.wrong.append(_Wrong(node.lineno, f"“{_said(node.iter)}”是一段文字，不能循环。"))
        inner = dict(names)
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = _Item((over and over.each) or {}, bool(over and over.whole))
            inner["loop"] = _Item(LOOP, whole=False)
        for child in (*([node.test] if node.test else []), *node.body, *node.else_):
            self.walk(child, inner, depth + 1)

    def _print(self, node: nodes.Node, names: Mapping[str, _Item]) -> None:
        """Read what a ``{{ }}`` prints: a text, or with ``p`` a whole paragraph."""
        inner = node.node if isinstance(node, nodes.Filter) else node
        if isinstance(node, nodes.Filter) and node.name == WHOLE:
            item = names.get(inner.name) if isinstance(inner, nodes.Name) else None
            if item is None or not item.whole:
                says = "{{p … }} 只用来印“正文”等清单里的一段，别的写成 {{ … }}。"
                self.wrong.append(_Wrong(node.lineno, says))
            return
        if isinstance(inner, nodes.Name | nodes.Getattr) and inner is node:
            found = self._tag(inner, names)
            if found is not None and found.each is not None:
                says = (
                    f"“{_said(inner)}”是一个清单，要用 {{%p for 段 in {_said(inner)} %}} 逐项印。"
                )
                self.wrong.append(_Wrong(node.lineno, says))
            if isinstance(inner, nodes.Name) and (item := names.get(inner.name)) and item.whole:
                says = f"这样只印文字，不带样式；要整段印出，写成 {{{{p {inner.name} }}}}。"
                self.odd.append(_Wrong(node.lineno, says))
            return
        self.walk(node, names, 0)

    def _tag(self, node: nodes.Node | None, names: Mapping[str, _Item]) -> Tag | None:
        """Return the tag that a name or ``段.文字`` means; note what there is not."""
        if isinstance(node, nodes.Name):
            if node.name in names:
                return None
            self.used.add(node.name)
            return self._known(node.name, TAGS, node)
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            item = names.get(node.node.name)
            if item is not None:
                return self._known(node.attr, item.tags, node)
            if node.node.name not in TAGS:
                self._known(node.node.name, TAGS, node)
                return None
        if node is not None:
            says = f"“{_said(node)}”不能这样写，只能写标签名，或者循环里的“段.文字”。"
            self.wrong.append(_Wrong(node.lineno, says))
        return None

    def _known(self, name: str, tags: Mapping[str, Tag], node: nodes.Node) -> Tag | None:
        if name in tags:
            return tags[name]
        near = difflib.get_close_matches(name, tags, n=1, cutoff=0.3)
        hint = f"是不是“{near[0]}”？" if near else "能用的标签见标签表。"
        self.wrong.append(_Wrong(node.lineno, f"没有“{_said(node)}”这个标签。{hint}"))
        return None


def _said(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_said(node.node)}.{node.attr}"
    return str(node.value) if isinstance(node, nodes.Const) else "……"


def _meaning(marks: Sequence[Mark], *, told: bool) -> Iterator[Finding]:
    """Yield unknown tags, forbidden words, broken syntax, and what is never printed.

    Broken syntax is not named again where a better sentence `told` of it.
    """
    reader = _Reader()
    try:
        tree = _cage().parse("\n".join(_skeleton(mark) for mark in marks))
    except TemplateSyntaxError as error:
        if not told:
            yield _at(marks, error.lineno, f"写法不对：{_told(error)}", Weight.STOPS)
        return
    reader.walk(tree, {}, 0)
    for wrong in reader.wrong:
        yield _at(marks, wrong.line, wrong.says, Weight.STOPS)
    for odd in reader.odd:
        yield _at(marks, odd.line, odd.says, Weight.WARNS)
    if not reader.wrong:
        yield from _unprinted(reader.used)


@cache
def _cage() -> Environment:
    return caged()


def _skeleton(mark: Mark) -> str:
    """Return a tag as Jinja reads it, on one line, without docxtpl's own words."""
    inner = " ".join(mark.inner.split())
    if mark.kind == "#":
        return ""
    if mark.kind == "{":
        return f"{{{{ {inner}{f'|{WHOLE}' if mark.scope == 'p' else ''} }}}}"
    special = _SPECIAL.fullmatch(inner)
    if special:
        return f"{{{{ {special.group(2)} }}}}"
    return "" if inner in ("vm", "hm") else f"{{% {inner} %}}"


def _at(marks: Sequence[Mark], line: int, says: str, weight: Weight) -> Finding:
    mark = marks[min(max(line, 1), len(marks)) - 1]
    return Finding(weight, mark.place, says, mark.text)


def _told(error: TemplateSyntaxError) -> str:
    message = error.message or ""
    if "unknown tag" in message:
        word = re.search(r"'(.+?)'", message)
        return f"不认识“{word.group(1) if word else ''}”，只能用 for 和 if。"
    if "filter" in message or "test" in message:
        return "用了不能用的“|”或“is”。"
    if "end of" in message or "unexpected" in message or "expected token" in message:
        return "标签没有写完整，请对照样例重写。"
    return "请对照样例重写这个标签。"


def _unprinted(used: set[str]) -> Iterator[Finding]:
    for part, tags in MUST.items():
        if not used & set(tags):
            says = f"模板里没有“{part}”，请写上 {_example(part)}。"
            yield Finding(Weight.STOPS, "", says)
    for part, tags in PARTS.items():
        if part not in MUST and not used & set(tags):
            yield Finding(Weight.WARNS, "", f"模板里没有“{tags[0]}”，文书的这一部分不会印出。")


def _example(tag: str) -> str:
    if TAGS[tag].each is None:
        return f"{{{{ {tag} }}}}"
    return f"{{%p for 段 in {tag} %}}、{{{{p 段 }}}}、{{%p endfor %}} 三段"


def used_in(marks: Sequence[Mark]) -> set[str]:
    """Return the tags a sound template prints or asks for."""
    reader = _Reader()
    reader.walk(_cage().parse("\n".join(_skeleton(mark) for mark in marks)), {}, 0)
    return reader.used


# --- the fence --------------------------------------------------------------------------


def _below(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _below(child)


def _refused(node: nodes.Node) -> str:
    """Return why a node may not stand in a template, or nothing."""
    if isinstance(node, _PLAIN) or _allowed(node):
        return ""
    word = next((says for kind, says in _UNKNOWN.items() if isinstance(node, kind)), "")
    return f"模板里{f'不能用{word}' if word else '不能这样写'}，只能写标签、循环和条件。"


def _allowed(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Const):
        return len(str(node.value)) <= _LONGEST_CONST
    if isinstance(node, nodes.Name):
        return not node.name.startswith("_")
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    if isinstance(node, nodes.For):
        return not node.recursive and isinstance(node.target, nodes.Name)
    if isinstance(node, nodes.Filter):  # one upon another could multiply a text without end
        inner = isinstance(node.node, nodes.Filter) and node.name != WHOLE
        return node.name in _FILTERS and not inner
    return isinstance(node, nodes.If) or (isinstance(node, nodes.Test) and node.name in _TESTS)
