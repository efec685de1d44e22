"""Random programs: definitions and rules that were checked, over the facts of `world`.

A seed always gives the same program.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Call, Case, Convert, If, IntervalOf, ListOf, Node, walk
from mgdcds.core.cql.scope import Scope, make_scope
from mgdcds.core.cql.types import BOOLEAN, Type
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.engines.program import Program
from tests.generative.growing import DEFINED, SELDOM, USUAL, WRITTEN, Grower, pick
from tests.generative.world import DICTIONARY

_TRIES = 50


def random_program(
    chance: random.Random,
    *,
    rules: int = 6,
    definitions: int = 8,
    dictionary: Dictionary = DICTIONARY,
) -> Program:
    """A program whose definitions read facts, parameters and each other, and rules over them.

    Two of three programs have only operators that rules use, the third has every operator.
    """
    weights = (
        USUAL if chance.random() < 0.67 else {name: USUAL.get(name, SELDOM) for name in WRITTEN}
    )
    scope = make_scope(dictionary)
    expressions: dict[str, Checked] = {}
    for name in _names(rules, definitions):
        is_condition = name.startswith("R") or chance.random() < 0.4
        type = BOOLEAN if is_condition else pick(chance, DEFINED)
        checked = _expression(chance, type, scope, weights)
        expressions[name] = checked
        if name.startswith("R"):
            scope = scope.with_rule(name, depth=checked.depth)
        else:
            scope = scope.with_definition(name, checked.type, depth=checked.depth)
    return Program(dictionary, expressions)


def operators_in(trees: Iterable[Node]) -> frozenset[str]:
    """The names in the registry of all operators that trees have."""
    return frozenset(found for tree in trees for node in walk(tree) if (found := _operator(node)))


def _operator(node: Node) -> str:
    special = {If: "If", Case: "Case", Convert: "Convert", ListOf: "List", IntervalOf: "Interval"}
    return node.operator if isinstance(node, Call) else special.get(type(node), "")


def _names(rules: int, definitions: int) -> list[str]:
    """Definitions first, but for one, which reads rules as a gate does."""
    first, last = range(1, definitions), range(definitions, definitions + 1)
    codes = [f"R{at:02}" for at in range(1, rules + 1)]
    half = rules // 2
    before, after = [f"calc_{at}" for at in first], [f"calc_{at}" for at in last if definitions]
    return [*before, *codes[:half], *after, *codes[half:]]


def _expression(
    chance: random.Random, type: Type, scope: Scope, weights: Mapping[str, float]
) -> Checked:
    """An expression without problems. Some that grow have one: units that do not go together."""
    grower = Grower(chance, scope, weights)
    is_seldom = weights is not USUAL and chance.random() < 0.3
    for _ in range(_TRIES):
        if is_seldom:
            tree = grower.grow_featured() if type is BOOLEAN else grower.grow_calculated()
        else:
            tree = grower.grow_inner(type, chance.choice((1, 2, 2, 3, 3, 4)))
        checked = check_expression(tree, scope=scope)
        if not checked.problems and (checked.type == BOOLEAN) is (type is BOOLEAN):
            return checked
    raise AssertionError(f"No expression of {type.describe()} without problems was found.")
