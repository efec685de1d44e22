"""Which single fact would settle an answer that is unknown.

A fact is missing when its absence left the answer open; it settles the answer only when it
could do so by itself. In `magnesium < 0.60 and qtc > 500` beside `magnesium < 0.50`, both
facts are missing, but no QTc can settle anything before magnesium is known.

Each part of an expression is asked which facts alone could make it true, make it false, or
make it known. A comparison with one missing fact could go either way: whether such a
value exists in a patient is not asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

from mgdcds.core.cql.nodes import BooleanLiteral, Call, Case, Cast, Convert, If, Name
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.missing import find_missing
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.speaker import bare

Facts = frozenset[str]
_NONE: Facts = frozenset()


@dataclass(frozen=True)
class Alone:
    """The facts that alone could make a part true, false, or known at all."""

    true: Facts = _NONE
    false: Facts = _NONE
    known: Facts = _NONE


_SETTLED = Alone()


class Settling:
    """What single facts would settle, for one sheet. Named expressions are looked at once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._named: dict[str, Alone] = {}

    def vary(self, evaluation: Evaluation, changed: str) -> Settling:
        """This method will answer the same for a variation of the sheet by one fact.

        Only what reads that fact is looked at again.
        """
        other, readers = Settling(evaluation), self._evaluation.program.readers.get(changed, _NONE)
        other._named = {name: each for name, each in self._named.items() if name not in readers}
        other._named.pop(changed, None)
        return other

    def of(self, name: str) -> Facts:
        """This method will answer the facts of which each could settle a named expression alone.

        It is empty when the expression is known, or when no single fact is enough.
        """
        if self._evaluation.value(name) is not None:
            return _NONE
        return self._name(name).known

    def _name(self, name: str) -> Alone:
        if name not in self._named:
            self._named[name] = self._find(name)
        return self._named[name]

    def _find(self, name: str) -> Alone:
        plan = self._evaluation.program.plans.get(name)
        if plan is not None:
            return self._part(plan, self._evaluation.value(name))
        is_known = self._evaluation.known.get(name) is not None
        return _SETTLED if is_known else _any_way(frozenset({name}))

    def _part(self, plan: Plan, value: object) -> Alone:
        node = plan.node
        if value is not None and not plan.tests_null and not isinstance(node, Name):
            return _SETTLED
        if isinstance(node, Name):
            found = self._name(node.name)
        elif isinstance(node, Cast | Convert):
            found = self._asked(plan.parts[0])
        elif isinstance(node, If) or (isinstance(node, Case) and node.comparand is None):
            found = self._choice(plan, value)
        else:
            found = self._call(plan, value)
        return _still_open(found, value)

    def _call(self, plan: Plan, value: object) -> Alone:
        operator = plan.node.operator if isinstance(plan.node, Call) else ""
        values = [self._value(part) for part in plan.parts]
        parts = [self._part(part, found) for part, found in zip(plan.parts, values, strict=True)]
        if operator in _LOGIC:
            return _LOGIC[operator](parts, values)
        if value is not None:
            return _SETTLED
        if operator == "Coalesce":
            return _any_way(_union(part.known for part in parts))
        missing = [part.known for part, found in zip(parts, values, strict=True) if found is None]
        if operator and missing:
            return _any_way(_common(missing))
        return _any_way(find_missing(plan, self._evaluation))

    def _choice(self, plan: Plan, value: object) -> Alone:
        """`if` or `case`: what is taken now could become known, or another part be taken."""
        if value is None and _excludes(plan):
            excluded, rest = self._asked(plan.parts[0]), self._asked(plan.parts[2])
            false = excluded.true | rest.false
            return Alone(rest.true, false, rest.true | false)
        *asked, otherwise = plan.parts
        if isinstance(plan.node, If):
            asked, otherwise = [*plan.parts[:2]], plan.parts[2]
        pairs = list(zip(asked[::2], asked[1::2], strict=True))
        return _any_way(self._turns(pairs, otherwise))

    def _turns(self, pairs: list[tuple[Plan, Plan]], otherwise: Plan) -> Facts:
        if not pairs:
            return self._asked(otherwise).known
        (when, then), *rest = pairs
        value, turned = self._value(when), self._asked(when)
        if value is True:
            return self._asked(then).known | self._reaches(turned.false, rest, otherwise)
        return self._turns(rest, otherwise) | self._reaches(turned.true, [], then)

    def _reaches(self, turned: Facts, pairs: list[tuple[Plan, Plan]], otherwise: Plan) -> Facts:
        """The facts that turn to another part, and leave it known."""
        taken = next((then for when, then in pairs if self._value(when) is True), otherwise)
        if self._value(taken) is not None:
            return turned
        return turned & self._turns(pairs, otherwise)

    def _asked(self, plan: Plan) -> Alone:
        return self._part(plan, self._value(plan))

    def _value(self, plan: Plan) -> object:
        return plan.run(self._evaluation)


def _excludes(plan: Plan) -> bool:
    """Whether a choice is `if … then false else …`, which is false or what stands last."""
    return isinstance(plan.node, If) and bare(plan.node.then) == BooleanLiteral(False)


def _and(parts: list[Alone], values: list[object]) -> Alone:
    true = _common(
        part.true for part, value in zip(parts, values, strict=True) if value is not True
    )
    false = _union(part.false for part in parts)
    return Alone(true, false, true | false)


def _or(parts: list[Alone], values: list[object]) -> Alone:
    turned = _and([_not([part], []) for part in parts], [_NEGATED.get(each) for each in values])
    return _not([turned], [])


def _not(parts: list[Alone], values: list[object]) -> Alone:
    return Alone(parts[0].false, parts[0].true, parts[0].known)


def _is_null(parts: list[Alone], values: list[object]) -> Alone:
    return Alone(false=parts[0].known, known=parts[0].known)


def _is_not_null(parts: list[Alone], values: list[object]) -> Alone:
    return _not([_is_null(parts, values)], [])


def _implies(parts: list[Alone], values: list[object]) -> Alone:
    negated = _not(parts[:1], [])
    return _or([negated, parts[1]], [_NEGATED.get(values[0]), values[1]])


_NEGATED: dict[object, object] = {True: False, False: True}
_LOGIC: dict[str, Callable[[list[Alone], list[object]], Alone]] = {
    "And": _and,
    "Or": _or,
    "Not": _not,
    "Implies": _implies,
    "IsNull": _is_null,
    "IsNotNull": _is_not_null,
}


def _still_open(found: Alone, value: object) -> Alone:
    """Nothing makes a part what it is already."""
    if value is True:
        return Alone(false=found.false, known=found.false)
    if value is False:
        return Alone(true=found.true, known=found.true)
    return found if value is None else _SETTLED


def _any_way(facts: Facts) -> Alone:
    return Alone(facts, facts, facts)


def _union(sets: Iterable[Facts]) -> Facts:
    return _NONE.union(*sets)


def _common(sets: Iterable[Facts]) -> Facts:
    found = list(sets)
    return reduce(frozenset.intersection, found) if found else _NONE
