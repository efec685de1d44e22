"""The text of an exported library, read back by our own parser.

The text reads each quantity in its canonical unit, which stands for the fact itself here; and
where the standard makes a quantity of a number, ours multiplies it with its unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Name, names_in, walk
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.engines.export.forms import QuantityOf
from mgdcds.core.engines.export.library import StandardLibrary
from mgdcds.core.engines.program import Program

_OPENING = re.compile(r'"Quantity of"\(')
_DEFINE = re.compile(r'define "([^"]+)":\s+(.*)', re.DOTALL)
_COMMENT = re.compile(r"/\*\*.*?\*/\n", re.DOTALL)


def program_of_text(library: StandardLibrary, dictionary: Dictionary) -> Program:
    """A program made of nothing but the text of a library."""
    bodies, units = _bodies_of(library.text), _units_of(library)
    scope, expressions = make_scope(dictionary), {}
    for given in library.inputs:
        if given.read != given.name:
            tree = Name(given.name, type=scope.names[given.name].type)
            expressions[given.read] = Checked(tree, tree.type, names=frozenset({given.name}))
            scope = scope.with_definition(given.read, tree.type)
    trees = {name: parse_expression(_ours(bodies[name], units)) for name in library.defines}
    for name in _in_order({name: names_in(tree) for name, tree in trees.items()}):
        checked = check_expression(trees[name], scope=scope)
        assert not checked.problems, (name, bodies[name], checked.problems)
        expressions[name] = checked
        scope = scope.with_definition(name, checked.type)
    return Program(dictionary, expressions)


def _bodies_of(text: str) -> Mapping[str, str]:
    parts = [_COMMENT.sub("", part) for part in text.split("\n\n")]
    return dict(found.groups() for part in parts if (found := _DEFINE.match(part)))


def _units_of(library: StandardLibrary) -> frozenset[str]:
    nodes = (node for tree in library.defines.values() for node in walk(tree))
    return frozenset(node.unit for node in nodes if isinstance(node, QuantityOf))


def _ours(text: str, units: frozenset[str]) -> str:
    opened = _OPENING.sub("(", text)
    if opened == text:
        return text
    return re.sub(rf",\s*'({'|'.join(map(re.escape, units))})'\s*\)", r") * 1 '\1'", opened)


def _in_order(read: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Every name after those that it reads: types are known in that order only."""
    done: dict[str, None] = {}

    def visit(name: str) -> None:
        for inner in sorted(read[name] & read.keys()):
            if inner not in done:
                visit(inner)
        done[name] = None

    for name in read:
        if name not in done:
            visit(name)
    return tuple(done)
