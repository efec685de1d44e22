"""Makes a disagreement small: drops what it does not need, as long as the engines disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from decimal import Decimal

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Branch, Name, Node
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactSheet, FactValue
from tests.generative.agreement import Disagreement, compare_one

Trees = dict[str, Node]


def shrink(found: Disagreement) -> Disagreement:
    """The same kind of disagreement, with as few definitions, operators and facts as can be."""
    smaller: Disagreement | None = found
    while smaller is not None:
        found, smaller = smaller, next(_smaller(smaller), None)
    return found


def _smaller(found: Disagreement) -> Iterator[Disagreement]:
    for program, name in _smaller_programs(found):
        if other := compare_one(found.engine, program, found.sheet, name):
            yield other
    for sheet in _smaller_sheets(found.sheet, found.program.dictionary):
        if other := compare_one(found.engine, found.program, sheet, found.name):
            yield other


def _smaller_programs(found: Disagreement) -> Iterator[tuple[Program, str]]:
    expressions, name = found.program.expressions, found.name
    dictionary, needed = found.program.dictionary, {name, *found.program.names_read[name]}
    if not expressions.keys() <= needed:
        kept = {each: checked for each, checked in expressions.items() if each in needed}
        yield Program(dictionary, kept), name
    for inner, checked in expressions.items():
        if inner != name and checked.type == BOOLEAN:
            yield found.program, inner
    trees = {
        each: parse_expression(print_expression(checked.tree))
        for each, checked in expressions.items()
    }
    for each, tree in trees.items():
        for shorter in _shorter(tree, trees):
            program = check_program({**trees, each: shorter}, dictionary)
            if program is not None and program.expressions[name].type == BOOLEAN:
                yield program, name


def _shorter(tree: Node, trees: Trees) -> Iterator[Node]:
    """Trees with one node replaced by a part of it, or a name by what it stands for."""
    yield from tree.children
    if isinstance(tree, Name) and tree.name in trees:
        yield trees[tree.name]
    if isinstance(getattr(tree, "items", None), tuple):
        for at in range(len(tree.children)):
            yield _with_children(tree, tree.children[:at] + tree.children[at + 1 :])
    for at, child in enumerate(tree.children):
        for shorter in _shorter(child, trees):
            yield _with_children(tree, (*tree.children[:at], shorter, *tree.children[at + 1 :]))


def _with_children(node: Node, children: tuple[Node, ...]) -> Node:
    """A node with other parts, in the order of `children`."""
    rest = list(children)
    changed: dict[str, object] = {}
    for field in fields(node):
        value = getattr(node, field.name)
        if isinstance(value, Node):
            changed[field.name] = rest.pop(0)
        elif field.name == "branches":
            changed[field.name] = tuple(Branch(rest.pop(0), rest.pop(0)) for _ in value)
        elif isinstance(value, tuple) and field.name in {"operands", "items"}:
            changed[field.name] = tuple(rest)
    return replace(node, **changed)


def check_program(trees: Trees, dictionary: Dictionary) -> Program | None:
    """The program of trees, each reading those before it; None when one has a problem."""
    scope = make_scope(dictionary)
    expressions: dict[str, Checked] = {}
    for name, tree in trees.items():
        checked = expressions[name] = check_expression(tree, scope=scope)
        if checked.problems:
            return None
        scope = scope.with_definition(name, checked.type, depth=checked.depth)
    return Program(dictionary, expressions)


def _smaller_sheets(sheet: FactSheet, dictionary: Dictionary) -> Iterator[FactSheet]:
    values, limits = recorded_of(sheet), limits_of(sheet)
    for name in values:
        fewer = {each: value for each, value in values.items() if each != name}
        yield make_sheet(dictionary, fewer, on=sheet.on, limits=limits)
    for name in limits:
        others = {each: value for each, value in limits.items() if each != name}
        yield make_sheet(dictionary, values, on=sheet.on, limits=others)


def recorded_of(sheet: FactSheet) -> dict[str, FactValue]:
    """All that was recorded, also what is set aside."""
    return {**sheet.values, **{name: value for name, (value, _) in sheet.set_aside.items()}}


def limits_of(sheet: FactSheet) -> dict[str, Decimal]:
    """The limits that are not the release's own."""
    given = (name for name, origin in sheet.limits_from.items() if origin != "release")
    return {name: sheet.limits[name] for name in given}
