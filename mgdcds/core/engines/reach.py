"""What other values of some facts could make of an expression, without trying any value.

Trying values is exact and slow. This is the quick question before it: could another value of
this fact make any difference here, beside what is recorded, or beside a second fact that may
have any value? A no is certain. A yes says only that nothing forbids it: whether such a value
exists has to be tried.

Many such questions are asked at once. Each is a change, and a bit of a number; a set of changes
is a number, so an `and` of two expressions takes a handful of operations for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mgdcds.core.cql.nodes import Call, Case, Cast, Convert, If, Name
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.judge.table import PLANNED, spreads_null
from mgdcds.core.engines.plan import Plan, is_same
from mgdcds.core.facts.make_sheet import find_entangled


class Could(NamedTuple):
    """What an expression could be: for each answer, the changes under which it could be that.

    What is no condition is `true` and `false` wherever it is known. `other` are the changes
    under which it could differ from what it is now. `to_true` are those in which the fact that
    is asked about could decide whether it is true, and `to_false` whether it is false.
    """

    true: int
    false: int
    null: int
    other: int
    to_true: int
    to_false: int

    @property
    def known(self) -> int:
        """The changes under which there could be an answer."""
        return self.true | self.false

    @property
    def moved(self) -> int:
        """The changes in which the fact that is asked about could make any difference."""
        return self.to_true | self.to_false


@dataclass(frozen=True)
class Changes:
    """The changes that are asked about, each a bit of `all`.

    A change asks about one fact, and leaves at most one other free to have any value. `asked`
    and `free` have the changes of each fact. All other facts stay as they are.
    """

    all: int
    asked: Mapping[str, int]
    free: Mapping[str, int] = field(default_factory=dict)


class Reach:
    """What changes could make of the expressions of one sheet. Each name is looked at once.

    `bounds` are kept by whoever asks about many sheets: they are made once for a program.
    """

    def __init__(self, evaluation: Evaluation, changes: Changes, bounds: Bounds) -> None:
        self.evaluation, self.changes = evaluation, changes
        self._bounds, self._plans = bounds, evaluation.program.plans
        self._varied = frozenset(
            each
            for name in (*changes.asked, *changes.free)
            for each in (name, *find_entangled(name))
        )
        self._named: dict[str, Could] = {}

    def of(self, plan: Plan) -> Could:
        """This method will answer what a plan of the program could be."""
        return self._bounds.of(plan)(self)

    def name(self, name: str) -> Could:
        """This method will answer what a fact, a parameter or a named expression could be."""
        found = self._named.get(name)
        if found is None:
            found = self._named[name] = self._name(name)
        return found

    def around(self, value: object, other: int, moved: int) -> Could:
        """This method will answer what has this value now, and under some changes any other."""
        everywhere = self.changes.all
        if value is None:
            return Could(other, other, everywhere, other, moved, moved)
        true = other if value is False else everywhere
        false = other if value is True else everywhere
        return Could(true, false, other, other, moved, moved)

    def _name(self, name: str) -> Could:
        plan = self._plans.get(name)
        if plan is None:
            return self._leaf(name)
        if self._varied.isdisjoint(self.evaluation.program.facts_read[name]):
            return self.around(self.evaluation.value(name), 0, 0)
        return self.of(plan)

    def _leaf(self, name: str) -> Could:
        together = find_entangled(name) or (name,)
        asked, free = self.changes.asked, self.changes.free
        moved = other = 0
        for each in together:
            moved |= asked.get(each, 0)
            other |= free.get(each, 0)
        return self.around(self.evaluation.known.get(name), other | moved, moved)


Bound = Callable[[Reach], Could]


class Bounds:
    """For each plan, a function that answers what it could be."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Plan, Bound]] = {}

    def of(self, plan: Plan) -> Bound:
        """This method will answer the function of a plan, which is made once."""
        made = self._made.get(id(plan))
        if made is None:
            # The plan is kept too, so that its id stays its own.
            made = self._made[id(plan)] = (plan, _make(plan))
        return made[1]


def _make(plan: Plan) -> Bound:
    node = plan.node
    if isinstance(node, Name):
        name = node.name
        return lambda reach: reach.name(name)
    if not plan.names:
        return lambda reach: reach.around(plan.run(reach.evaluation), 0, 0)
    if isinstance(node, If):
        return _choice([(_make(plan.parts[0]), _make(plan.parts[1]))], _make(plan.parts[2]))
    if isinstance(node, Case):
        return _case(plan, node)
    operator = node.operator if isinstance(node, Call) else ""
    if operator == "Coalesce" and len(plan.parts) > 1:
        return _coalesce([_make(part) for part in plan.parts])
    if operator in _SPECIAL:
        return _SPECIAL[operator]([_make(part) for part in plan.parts])
    return _any_operator(plan)


def _any_operator(plan: Plan) -> Bound:
    """What is only known to need its operands, or not even that."""
    bounds, run = [_make(part) for part in _operands(plan)], plan.run
    needs_all = _needs_all(plan)

    def could(reach: Reach) -> Could:
        return _joined(reach, bounds, run(reach.evaluation), needs_all=needs_all)

    return could


def _joined(reach: Reach, bounds: Sequence[Bound], value: object, *, needs_all: bool) -> Could:
    other = moved = 0
    known = reach.changes.all
    for bound in bounds:
        true, false, _, could_differ, to_true, to_false = bound(reach)
        other |= could_differ
        moved |= to_true | to_false
        if needs_all:
            known &= true | false
    return reach.around(value, other & known, moved & known)


def _operands(plan: Plan) -> list[Plan]:
    """The parts that vary; those of a part that needs all of its own are as good."""
    found: list[Plan] = []
    for part in plan.parts:
        is_open = _needs_all(plan) and _needs_all(part)
        found += _operands(part) if is_open else [part] if part.names else []
    return found


def _needs_all(plan: Plan) -> bool:
    """Whether a null operand always makes a plan null."""
    node = plan.node
    if isinstance(node, Call):
        is_special = node.operator in _SPECIAL or node.operator in PLANNED
        return not is_special and spreads_null(node)
    return isinstance(node, Cast | Convert)


# Logic


def _and(bounds: Sequence[Bound]) -> Bound:
    def could(reach: Reach) -> Could:
        true = not_false = reach.changes.all
        false = null = other = to_true = to_false = 0
        for bound in bounds:
            its_true, its_false, its_null, its_other, its_to_true, its_to_false = bound(reach)
            true &= its_true
            not_false &= its_true | its_null
            if not not_false:
                return Could(0, reach.changes.all, 0, 0, 0, 0)
            false |= its_false
            null |= its_null
            other |= its_other
            to_true |= its_to_true
            to_false |= its_to_false
        return _decided(Could(true, false, null & not_false, other, to_true, to_false))

    return could


def _or(bounds: Sequence[Bound]) -> Bound:
    def could(reach: Reach) -> Could:
        false = not_true = reach.changes.all
        true = null = other = to_true = to_false = 0
        for bound in bounds:
            its_true, its_false, its_null, its_other, its_to_true, its_to_false = bound(reach)
            false &= its_false
            not_true &= its_false | its_null
            if not not_true:
                return Could(reach.changes.all, 0, 0, 0, 0, 0)
            true |= its_true
            null |= its_null
            other |= its_other
            to_true |= its_to_true
            to_false |= its_to_false
        return _decided(Could(true, false, null & not_true, other, to_true, to_false))

    return could


def _implies(bounds: Sequence[Bound]) -> Bound:
    return _or([_not(bounds[:1]), bounds[1]])


def _not(bounds: Sequence[Bound]) -> Bound:
    (bound,) = bounds

    def could(reach: Reach) -> Could:
        true, false, null, other, to_true, to_false = bound(reach)
        return Could(false, true, null, other, to_false, to_true)

    return could


def _decided(could: Could) -> Could:
    """The same without what is excluded: who can be one thing only, is not decided by a fact."""
    true, false, null, other, to_true, to_false = could
    to_true &= true & (false | null)
    to_false &= false & (true | null)
    return Could(
        true, false, null, other & ((true & false) | (null & (true | false))), to_true, to_false
    )


def _test(*answers: bool | None) -> Callable[[Sequence[Bound]], Bound]:
    """A test that is true for some of the three answers, false for the others."""
    of_true, of_false, of_null = (-1 if each in answers else 0 for each in (True, False, None))

    def make(bounds: Sequence[Bound]) -> Bound:
        (bound,) = bounds

        def could(reach: Reach) -> Could:
            part = bound(reach)
            true = (part.true & of_true) | (part.false & of_false) | (part.null & of_null)
            false = (part.true & ~of_true) | (part.false & ~of_false) | (part.null & ~of_null)
            moved = part.moved
            return _decided(Could(true, false, 0, part.other, moved, moved))

        return could

    return make


_SPECIAL: Mapping[str, Callable[[Sequence[Bound]], Bound]] = {
    "And": _and,
    "Or": _or,
    "Implies": _implies,
    "Not": _not,
    "IsTrue": _test(True),
    "IsNotTrue": _test(False, None),
    "IsFalse": _test(False),
    "IsNotFalse": _test(True, None),
    "IsNull": _test(None),
    "IsNotNull": _test(True, False),
}


# Choices


def _choice(branches: Sequence[tuple[Bound, Bound]], otherwise: Bound) -> Bound:
    """`if` and `case`: the first branch whose condition is true, else what stands last."""

    def could(reach: Reach) -> Could:
        found = otherwise(reach)
        for when, then in reversed(branches):
            found = _either(when(reach), then(reach), found)
        return found

    return could


def _either(when: Could, then: Could, otherwise: Could) -> Could:
    taken, left, turned = when.true, when.false | when.null, when.to_true
    return _decided(
        Could(
            (taken & then.true) | (left & otherwise.true),
            (taken & then.false) | (left & otherwise.false),
            (taken & then.null) | (left & otherwise.null),
            (taken & then.other) | (left & otherwise.other) | when.other,
            (taken & then.to_true) | (left & otherwise.to_true) | turned,
            (taken & then.to_false) | (left & otherwise.to_false) | turned,
        )
    )


def _case(plan: Plan, node: Case) -> Bound:
    whens, thens = plan.parts[:-1:2], plan.parts[1:-1:2]
    if node.comparand is None:
        conditions = [_make(when) for when in whens]
    else:
        whens, thens = plan.parts[1:-1:2], plan.parts[2:-1:2]
        conditions = [_same(plan.parts[0], when) for when in whens]
    branches = zip(conditions, map(_make, thens), strict=True)
    return _choice(list(branches), _make(plan.parts[-1]))


def _same(wanted: Plan, found: Plan) -> Bound:
    bounds = [_make(wanted), _make(found)]

    def could(reach: Reach) -> Could:
        value = is_same(wanted.run(reach.evaluation), found.run(reach.evaluation))
        return _joined(reach, bounds, value, needs_all=False)

    return could


def _coalesce(bounds: Sequence[Bound]) -> Bound:
    def could(reach: Reach) -> Could:
        *firsts, found = [bound(reach) for bound in bounds]
        for first in reversed(firsts):
            found = _first_of(first, found)
        return found

    return could


def _first_of(first: Could, second: Could) -> Could:
    left = first.null
    return Could(
        first.true | (left & second.true),
        first.false | (left & second.false),
        left & second.null,
        first.other | (left & second.other),
        first.moved | (left & second.to_true),
        first.moved | (left & second.to_false),
    )
