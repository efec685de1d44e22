"""The exported text of the shipped release, read back by our own parser."""

from __future__ import annotations

import re
from functools import cache

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Name, names_in
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.engines.program import Program
from mgdcds.core.guidance.export.library import make_release_library
from mgdcds.core.guidance.export.program import exported_program
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()
_OPENING = re.compile(r'"Quantity of"\(')
_CLOSING = re.compile(r",\s*('[^']+')\s*\)")
_DEFINE = re.compile(r'define "([^"]+)":\s+(.*)', re.DOTALL)
_COMMENT = re.compile(r"/\*\*.*?\*/\n", re.DOTALL)


@cache
def exported_library():
    return make_release_library(RULEBOOK, version="1")


@cache
def program_read_back():
    """A program made of nothing but the text of each exported definition.

    The text reads each quantity in its canonical unit, which stands for the fact itself here;
    and where the standard makes a quantity of a number, ours multiplies with its unit.
    """
    program = exported_program(RULEBOOK)
    scope, expressions = make_scope(RULEBOOK.dictionary), {}
    for given in exported_library().inputs:
        if given.read != given.name:
            tree = Name(given.name, type=scope.names[given.name].type)
            expressions[given.read] = Checked(tree, tree.type, names=frozenset({given.name}))
            scope = scope.with_definition(given.read, tree.type)
    for name in _in_order(program):
        checked = check_expression(parse_expression(_ours(name)), scope=scope)
        assert not checked.problems, (name, checked.problems)
        expressions[name] = checked
        scope = scope.with_definition(name, checked.type)
    return Program(RULEBOOK.dictionary, expressions)


@cache
def _bodies():
    parts = [_COMMENT.sub("", part) for part in exported_library().text.split("\n\n")]
    return dict(found.groups() for part in parts if (found := _DEFINE.match(part)))


def _ours(name):
    text = _bodies()[name]
    opened = _OPENING.sub("(", text)
    return _CLOSING.sub(r") * 1 \1", opened) if opened != text else text


def _in_order(program):
    """Every name after those that it reads: types are known in that order only."""
    done = {}

    def visit(name):
        for read in sorted(names_in(program.expressions[name].tree)):
            if read in program.expressions and read not in done:
                visit(read)
        done[name] = None

    for name in program.expressions:
        if name not in done:
            visit(name)
    return tuple(done)
