"""Where the value of one fact can turn an expression: the comparisons that it flows into.

Between two values at which no comparison turns, an expression keeps its answer. So whoever
looks for a change asks only there. A fact flows into a comparison directly
(`magnesium < 0.70`), through what rises or falls with it (`best_egfr < 30`, for a creatinine),
or through what does neither; only the last has to be searched point by point.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from itertools import combinations

from mgdcds.core.cql.nodes import (
    Call,
    Case,
    Cast,
    Convert,
    DecimalLiteral,
    If,
    IntervalOf,
    ListOf,
    Name,
    walk,
)
from mgdcds.core.cql.types import BOOLEAN, NUMBERS, ORDERED, QuantityType
from mgdcds.core.engines.judge.comparison import equal
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.state import State

Pair = tuple[Plan, Plan]
Side = Callable[[State], Hashable]


class Flow(IntEnum):
    """How a value depends on a fact: not at all, as it is, in one direction, or in any way."""

    NONE = 0
    AS_IT_IS = 1
    ONE_WAY = 2
    ANY_WAY = 3


@dataclass(frozen=True, eq=False)
class Turn:
    """One place where a fact can turn an answer.

    `side` answers on which side a sheet is: whatever it answers, a change of it is a turn.
    `cut` is set where the fact itself is compared with a value that does not depend on it;
    `around_cut` are the steps from there at which the sides differ: for `<` the value before the
    cut and the cut, and not the value after it.
    """

    side: Side
    flow: Flow
    cut: Plan | None = None
    around_cut: tuple[int, ...] = (-1, 0, 1)


class TurnFinder:
    """The turns of one fact in one program. A named expression is looked at once.

    The same comparison is the same turn wherever it is met: of the ages that rules ask for there
    are few. With `finely` an order is told apart from being equal wherever two values are
    compared: to such an answer it makes no difference, but it may to what another fact can do.
    """

    def __init__(self, program: Program, fact: str, *, finely: bool = False) -> None:
        self._plans, self._fact = program.plans, fact
        self._orders: Mapping[str, bool] = {} if finely else _BEFORE_RIGHT
        self._reading = program.readers.get(fact, frozenset()) | {fact}
        self._flows: dict[str, Flow] = {fact: Flow.AS_IT_IS}
        self._named: dict[str, tuple[Turn, ...]] = {}
        self._pairs: dict[Hashable, Turn] = {}

    def find(self, plans: Iterable[Plan]) -> tuple[Turn, ...]:
        """This method will find the turns in plans of the program, the inner ones first."""
        return tuple(dict.fromkeys(turn for plan in plans for turn in self._turns(plan)))

    def _turns(self, plan: Plan) -> Iterator[Turn]:
        if not self._reads(plan):
            return
        if isinstance(plan.node, Name):
            yield from self._turns_of_name(plan.node.name)
        for part in plan.parts:
            yield from self._turns(part)
        yield from self._of(plan)

    def _turns_of_name(self, name: str) -> tuple[Turn, ...]:
        if name not in self._plans:
            return ()
        if name not in self._named:
            self._named[name] = self.find((self._plans[name],))
        return self._named[name]

    def _of(self, plan: Plan) -> Iterator[Turn]:
        pairs = _pairs_of(plan)
        is_null_of_any = (
            _operator(plan) in _NULL_TESTS and self._flow(plan.parts[0]) is Flow.ANY_WAY
        )
        if pairs is None or is_null_of_any:
            yield Turn(plan.run, Flow.ANY_WAY)
            return
        for left, right in pairs:
            yield from self._pair(left, right, plan)

    def _pair(self, left: Plan, right: Plan, plan: Plan) -> Iterator[Turn]:
        flows = (self._flow(left), self._flow(right))
        if max(flows) is Flow.NONE or not _compare(left, right):
            return
        pair = tuple(
            (plan.node, *(node.type for node in walk(plan.node))) for plan in (left, right)
        )
        turns_before = self._orders.get(_operator(plan))
        key = (*pair, turns_before)
        if key not in self._pairs:
            # A test of order has two sides, and its answer says which; otherwise there are three.
            side = _side_of(left, right) if turns_before is None else plan.run
            self._pairs[key] = _turn_between(left, right, flows, side, turns_before)
        yield self._pairs[key]

    def _reads(self, plan: Plan) -> bool:
        return not self._reading.isdisjoint(plan.names)

    def _flow(self, plan: Plan) -> Flow:
        if not self._reads(plan):
            return Flow.NONE
        node = plan.node
        if isinstance(node, Name):
            return self._flow_of_name(node.name)
        if plan.node.type == BOOLEAN:
            # It has turns of its own, and between them it stays as it is.
            return Flow.NONE
        if isinstance(node, If):
            return max(self._flow(part) for part in plan.parts[1:])
        if isinstance(node, Case):
            return max(self._flow(part) for part in _thens(plan))
        return self._flow_through(plan)

    def _flow_of_name(self, name: str) -> Flow:
        if name not in self._flows:
            self._flows[name] = self._flow(self._plans[name])
        return self._flows[name]

    def _flow_through(self, plan: Plan) -> Flow:
        flows = [self._flow(part) for part in plan.parts]
        if _is_passing(plan) or max(flows, default=Flow.NONE) is Flow.NONE:
            return max(flows, default=Flow.NONE)
        if not isinstance(plan.node, Cast | Convert) and _operator(plan) not in _ONE_WAY:
            return Flow.ANY_WAY
        is_one = flows.count(Flow.NONE) == len(flows) - 1
        return max(Flow.ONE_WAY, *flows) if is_one else Flow.ANY_WAY


def _is_passing(plan: Plan) -> bool:
    """Whether what a plan answers is one of its parts. In another unit it is another number."""
    node = plan.node
    if isinstance(node, Cast | Convert):
        start, end = node.operand.type, node.type
        return not isinstance(end, QuantityType) or start == end
    return isinstance(node, ListOf) or _operator(plan) in _PASSING


def _operator(plan: Plan) -> str:
    return plan.node.operator if isinstance(plan.node, Call) else ""


def _thens(plan: Plan) -> tuple[Plan, ...]:
    has_comparand = isinstance(plan.node, Case) and plan.node.comparand is not None
    return (*plan.parts[2 if has_comparand else 1 : -1 : 2], plan.parts[-1])


def _compare(left: Plan, right: Plan) -> bool:
    """Whether two values can be told apart by comparing them: a number is never a list."""
    one, other = left.node.type.base, right.node.type.base
    return one != "boolean" and (one == other or {one, other} <= set(NUMBERS))


def _turn_between(
    left: Plan, right: Plan, flows: tuple[Flow, Flow], side: Side, turns_before: bool | None
) -> Turn:
    """The turn of two values that are compared; `turns_before` is None where being equal counts."""
    if min(flows) is not Flow.NONE or left.node.type.base in _WITHOUT_ORDER:
        return Turn(side, Flow.ANY_WAY)
    if max(flows) is not Flow.AS_IT_IS:
        return Turn(side, max(flows))
    is_left = flows[1] is Flow.NONE
    cut = right if is_left else left
    if turns_before is None:
        return Turn(side, Flow.AS_IT_IS, cut)
    return Turn(side, Flow.AS_IT_IS, cut, (-1, 0) if turns_before is is_left else (0, 1))


def _side_of(left: Plan, right: Plan) -> Side:
    has_order = left.node.type.base in ORDERED

    def side(state: State) -> Hashable:
        one, other = left.run(state), right.run(state)
        if one is None or other is None:
            return None
        return int(one > other) - int(one < other) if has_order else equal(one, other)

    return side


# Which values have to be compared, operator by operator


def _pairs_of(plan: Plan) -> tuple[Pair, ...] | None:
    """The pairs of values whose order decides an answer; None when it is not said by pairs."""
    operator = _operator(plan)
    if operator in _PAIRS:
        return _PAIRS[operator](plan)
    if isinstance(plan.node, Case) and plan.node.comparand is not None:
        return tuple((plan.parts[0], when) for when in plan.parts[1:-1:2])
    if isinstance(plan.node, IntervalOf):
        # One that ends before it starts is null.
        return (plan.parts,) if len(plan.parts) == 2 else ()
    is_other_test = operator and plan.node.type == BOOLEAN and operator not in _LOGIC
    return None if is_other_test else ()


def _two(plan: Plan) -> tuple[Pair, ...] | None:
    left, right = plan.parts
    return None if left.node.type.base in _WITHOUT_ORDER else ((left, right),)


def _between(plan: Plan) -> tuple[Pair, ...]:
    value, low, high = plan.parts
    return ((value, low), (value, high))


def _membership(plan: Plan) -> tuple[Pair, ...] | None:
    value, container = plan.parts if _operator(plan) == "In" else plan.parts[::-1]
    if not isinstance(container.node, ListOf | IntervalOf):
        return None
    return tuple((value, part) for part in container.parts)


def _divisor(plan: Plan) -> tuple[Pair, ...]:
    return (_beside_zero(plan.parts[1]),)


def _argument(plan: Plan) -> tuple[Pair, ...]:
    return (_beside_zero(plan.parts[0]),)


def _beside_zero(plan: Plan) -> Pair:
    zero = DecimalLiteral(Decimal(0), type=plan.node.type)
    return plan, Plan(zero, lambda state: Decimal(0))


def _items(plan: Plan) -> tuple[Pair, ...]:
    return tuple(combinations(plan.parts[0].parts, 2))


_WITHOUT_ORDER = frozenset({"list", "interval"})
_LOGIC = frozenset(
    {"And", "Or", "Xor", "Implies", "Not", "Coalesce", "IsNull", "IsNotNull"}
    | {"IsTrue", "IsFalse", "IsNotTrue", "IsNotFalse"}
)
#: Whether these turn where the rising left operand reaches the right one, or else where it has
#: passed it.
_BEFORE_RIGHT: Mapping[str, bool] = {
    "Less": True,
    "GreaterOrEqual": True,
    "LessOrEqual": False,
    "Greater": False,
}
_NULL_TESTS = frozenset({"IsNull", "IsNotNull"})
_PAIRS: Mapping[str, Callable[[Plan], tuple[Pair, ...] | None]] = {
    **dict.fromkeys(("Less", "LessOrEqual", "Greater", "GreaterOrEqual"), _two),
    **dict.fromkeys(("Equal", "NotEqual"), _two),
    "Between": _between,
    **dict.fromkeys(("In", "Contains"), _membership),
    # Where these turn, what they answer turns its direction, or is null.
    **dict.fromkeys(("Divide", "TruncatedDivide", "Modulo"), _divisor),
    **dict.fromkeys(("Abs", "Ln", "Power"), _argument),
    **dict.fromkeys(("Min", "Max"), _items),
}
#: What these answer is one of their operands.
_PASSING = frozenset({"Coalesce", "Value", "Min", "Max"})
#: What these answer rises, or falls, with one operand while the others stay.
_ONE_WAY = frozenset(
    {"Add", "Subtract", "Multiply", "Divide", "TruncatedDivide", "Negate", "Abs", "Sum"}
    | {"Power", "Exp", "Ln", "Round", "Floor", "Ceiling", "Truncate", "Predecessor", "Successor"}
    | {"YearsBetween", "MonthsBetween", "WeeksBetween", "DaysBetween"}
)
