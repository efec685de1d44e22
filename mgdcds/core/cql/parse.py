"""Source text to tree, or every problem that reading it showed."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, cast

import lark

from mgdcds.core.cql import problems
from mgdcds.core.cql.build import Builder
from mgdcds.core.cql.nodes import Define, Node, find_deeper, walk
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.source import (
    MOST_CHARACTERS,
    MOST_NESTING,
    MOST_PARTS,
    MOST_PROBLEMS,
    Scan,
    Source,
    scan,
)
from mgdcds.core.cql.syntax import explain_unexpected
from mgdcds.core.values.problems import Problem, UnableTo


class UnableToParse(UnableTo):
    """The text is not in the language. `problems` says where and why."""


#: Texts up to this length are kept once read; a drafted monster is read anew.
_LONGEST_KEPT = 4000
#: How many characters a part gains at most when it is printed: brackets, a comma, a longer word.
_MOST_ADDED = 16


def parse_expression(source: str, *, document: str = "", field: str = "") -> Node:
    """This function will read one expression, or raise UnableToParse with its problems.

    `document` and `field` name where the text stands; they appear in the places of problems.
    The same text always reads the same, so the last few thousand are kept.
    """
    read = _read_kept if len(source) <= _LONGEST_KEPT else _read_expression
    return read(source, document, field)


def _read_expression(source: str, document: str, field: str) -> Node:
    return cast(Node, _read(Source(source, document, field), start="expression"))


_read_kept = functools.lru_cache(maxsize=4096)(_read_expression)


def parse_library(source: str, *, document: str = "") -> tuple[Define, ...]:
    """This function will read `define name: expression` and so on, in the order of the text.

    A comment `/** @label … @note … @source … */` right before a definition becomes its tags.
    UnableToParse is raised with every problem, definitions of one name among them.
    """
    tree = _read(Source(source, document), start="library")
    defines = cast("tuple[Define, ...]", tree)
    _refuse_twins(defines)
    return defines


def _read(source: Source, *, start: str) -> Node | tuple[Define, ...]:
    scanned = scan(source)
    if scanned.problems:
        raise UnableToParse(scanned.problems)
    try:
        parsed = _parser().parse(scanned.text, start=start)
    except lark.UnexpectedInput as error:
        raise UnableToParse([explain_unexpected(error, source=source)]) from None
    return _build(parsed, source, scanned)


def _build(parsed: Any, source: Source, scanned: Scan) -> Node | tuple[Define, ...]:
    builder = Builder(source=source, comments=scanned.comments)
    built = cast("Node | tuple[Define, ...]", builder.transform(parsed))
    trees = [built] if isinstance(built, Node) else [define.tree for define in built]
    large = (_too_large(tree, source) for tree in trees)
    found = [*builder.problems, *(problem for problem in large if problem)]
    if found:
        raise UnableToParse(found)
    return built


def _too_large(tree: Node, source: Source) -> Problem | None:
    # Whatever is accepted has to go through every reader, and be read again as it is printed.
    deep = find_deeper(tree, than=MOST_NESTING)
    if deep is not None:
        return problems.nested_too_deep(deep.place, most=MOST_NESTING)
    parts = sum(1 for _ in walk(tree))
    if parts > MOST_PARTS:
        return problems.too_many_parts(tree.place, parts=parts, most=MOST_PARTS)
    most_written = 2 * len(source.text) + _MOST_ADDED * parts
    return _too_long_when_written(tree) if most_written > MOST_CHARACTERS else None


def _too_long_when_written(tree: Node) -> Problem | None:
    length = len(print_expression(tree, width=None))
    if length <= MOST_CHARACTERS:
        return None
    return problems.too_long_when_written(tree.place, length=length, most=MOST_CHARACTERS)


def _refuse_twins(defines: tuple[Define, ...]) -> None:
    first: dict[str, Define] = {}
    found = []
    for define in defines:
        known = first.setdefault(define.name, define)
        if known is not define:
            found.append(problems.defined_twice(define.place, name=define.name, first=known.place))
    if found:
        raise UnableToParse(found[:MOST_PROBLEMS])


@functools.cache
def _parser() -> lark.Lark:
    # LALR: its tables are made once, and it reads a text of any depth in one loop. What it
    # reports as conflicts comes from `else`, which rightly reaches as far as it can.
    return lark.Lark(
        Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8"),
        parser="lalr",
        start=["expression", "library"],
        propagate_positions=True,
        maybe_placeholders=False,
    )
