"""What a rule decides beyond its condition, as named conditions: levels, actions, gates, status.

Other systems have no gates and no levels. Here each becomes a condition that is true or false
for every patient, so that a system which reads nothing else still proposes what we propose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Branch, Call, Case, Name, Node, StringLiteral, names_in
from mgdcds.core.cql.types import BOOLEAN, STRING
from mgdcds.core.guidance.checked import CheckedAction, CheckedGate, CheckedRule
from mgdcds.core.guidance.export.names import (
    action_name,
    fires_name,
    instead_name,
    level_name,
    status_name,
    tag_name,
    withheld_name,
)
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Gate

_WITHHOLD, _REPLACE, _KEEP = "withhold rule", "replace", "keep"
Named = tuple[str, Checked]


def name_conditions(rule: CheckedRule) -> Iterator[Named]:
    """This function will name every condition of a rule, in the order of the rule."""
    yield status_name(rule.rule.code), _checked(_status(rule))
    yield fires_name(rule.rule.code), _checked(_fires(rule))
    if can_be_withheld(rule):
        yield withheld_name(rule.rule.code), _checked(_any(list(_withholding(rule))))
    for at, level in enumerate(rule.levels, 1):
        yield level_name(rule.rule.code, at), _checked(_level(rule, at))
        for number, action in enumerate(level.actions, 1):
            yield from _action_conditions(_Place(rule, at, number, action))
    for at, tag in enumerate(rule.tags, 1):
        tree = _all([_truth("IsTrue", _name(rule.rule.code)), _truth("IsTrue", tag.when.tree)])
        yield tag_name(rule.rule.code, at), _checked(tree)


def can_be_withheld(rule: CheckedRule) -> bool:
    """This function will tell whether a gate of the rule can withhold it."""
    actions = (action for level in rule.levels for action in level.actions)
    return any(_says(gate.gate, _WITHHOLD) for action in actions for gate in action.gates)


@dataclass(frozen=True)
class _Place:
    """An action, and where it stands."""

    rule: CheckedRule
    level: int
    number: int
    action: CheckedAction

    @property
    def path(self) -> tuple[str, int, int]:
        return self.rule.rule.code, self.level, self.number

    def holds(self) -> list[Node]:
        """That the action is for this patient, whatever its gates say."""
        level = _name(level_name(self.rule.rule.code, self.level))
        when = self.action.when
        return [level] if when is None else [level, _truth("IsTrue", when.tree)]


def _action_conditions(place: _Place) -> Iterator[Named]:
    start, gates = [*place.holds(), *_not_withheld(place.rule)], place.action.gates
    yield action_name(*place.path), _checked(_all([*start, *map(_passes, gates)]))
    for at, gate in enumerate(gates, 1):
        if _says(gate.gate, _REPLACE):
            passed = map(_passes, gates[: at - 1])
            decides = _decides(gate.gate, _REPLACE)
            yield instead_name(*place.path, at), _checked(_all([*start, *passed, decides]))


def _withholding(rule: CheckedRule) -> Iterator[Node]:
    for at, level in enumerate(rule.levels, 1):
        for number, action in enumerate(level.actions, 1):
            place = _Place(rule, at, number, action)
            for index, gate in enumerate(action.gates):
                if _says(gate.gate, _WITHHOLD):
                    passed = map(_passes, action.gates[:index])
                    yield _all([*place.holds(), *passed, _decides(gate.gate, _WITHHOLD)])


def _level(rule: CheckedRule, at: int) -> Node:
    code, when = rule.rule.code, rule.levels[at - 1].when
    earlier = [_truth("Not", _name(level_name(code, before))) for before in range(1, at)]
    own = [] if when is None else [_truth("IsTrue", when.tree)]
    return _all([_truth("IsTrue", _name(code)), *earlier, *own])


def _fires(rule: CheckedRule) -> Node:
    is_true = _truth("IsTrue", _name(rule.rule.code))
    return _all([is_true, *_not_withheld(rule)])


def _not_withheld(rule: CheckedRule) -> list[Node]:
    if not can_be_withheld(rule):
        return []
    return [_truth("Not", _name(withheld_name(rule.rule.code)))]


def _status(rule: CheckedRule) -> Node:
    code = rule.rule.code
    branches = [
        Branch(_truth("IsTrue", _name(code)), _text(Status.FIRES)),
        Branch(_truth("IsFalse", _name(code)), _text(Status.NOT_MET)),
    ]
    if can_be_withheld(rule):
        branches.insert(0, Branch(_name(withheld_name(code)), _text(Status.WITHHELD)))
    return Case(None, tuple(branches), _text(Status.UNKNOWN), type=STRING)


# Gates


def _says(gate: Gate, word: str) -> bool:
    return word in (gate.when_false, gate.when_unknown)


def _passes(gate: CheckedGate) -> Node:
    """That a gate lets the next one decide."""
    keeps = gate.gate.when_unknown == _KEEP
    return _truth("IsNotFalse" if keeps else "IsTrue", _name(gate.gate.gate))


def _decides(gate: Gate, word: str) -> Node:
    """That a gate decides, and says this word."""
    if gate.when_false == gate.when_unknown:
        return _truth("IsNotTrue", _name(gate.gate))
    return _truth("IsFalse" if gate.when_false == word else "IsNull", _name(gate.gate))


# Trees


def _name(name: str) -> Node:
    return Name(name, type=BOOLEAN)


def _truth(operator: str, operand: Node) -> Node:
    return Call(operator, (operand,), type=BOOLEAN)


def _text(status: Status) -> Node:
    return StringLiteral(str(status), type=STRING)


def _all(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Call("And", tuple(parts), type=BOOLEAN)


def _any(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else Call("Or", tuple(parts), type=BOOLEAN)


def _checked(tree: Node) -> Checked:
    return Checked(tree=tree, type=tree.type, names=names_in(tree))
