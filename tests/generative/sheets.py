"""Random fact sheets, made as the program makes them: missing, stale, at cut-offs, in any unit."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Mapping
from decimal import Decimal

from mgdcds.core.cql.nodes import DateLiteral, DecimalLiteral, IntegerLiteral, QuantityLiteral, walk
from mgdcds.core.cql.types import QuantityType
from mgdcds.core.dictionary.convert import from_canonical, round_decimal, step_of, to_canonical
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.make_sheet import expand_reviewed, make_sheet
from mgdcds.core.facts.sheet import FactSheet, FactValue, Recorded
from mgdcds.core.values.canonical import decimal_text
from tests.generative.world import POINTS, TODAY

#: By the unit of a quantity ("" for numbers, "date" for dates): what conditions are cut at.
CutOffs = Mapping[str, tuple[Recorded, ...]]
_LARGE = ("123456.789", "1000000", "0.0004", "99999")
#: Nothing larger is recorded: with all its decimals it has the digits of a double.
_MOST = 10**7
_DAYS = (TODAY, TODAY, datetime.date(2024, 2, 29), datetime.date(2026, 3, 1))
_MISSING = (0, 0.15, 0.2, 0.3, 0.3, 0.6)


def cut_offs_of(program: Program) -> CutOffs:
    """The literals of a program in canonical units, so that sheets can lie on them."""
    found: dict[str, list[Recorded]] = {}
    for checked in program.expressions.values():
        for node in walk(checked.tree):
            if isinstance(node, QuantityLiteral) and isinstance(node.type, QuantityType):
                found.setdefault(node.type.unit, []).append(node.converted or node.value)
            elif isinstance(node, DecimalLiteral | IntegerLiteral):
                found.setdefault("", []).append(Decimal(node.value))
            elif isinstance(node, DateLiteral):
                found.setdefault("date", []).append(node.value)
    return {unit: tuple(dict.fromkeys(values)) for unit, values in found.items()}


def random_sheet(
    chance: random.Random, dictionary: Dictionary, *, cut_offs: CutOffs | None = None
) -> FactSheet:
    """The sheet of a patient by chance. Some are complete and some nearly empty."""
    on = chance.choice(_DAYS)
    missing = chance.choice(_MISSING)
    values = {
        fact.name: _recorded(chance, fact, on, cut_offs or {})
        for fact in dictionary.facts.values()
        if chance.random() >= missing
    }
    reviewed = ("conditions",) if chance.random() < 0.3 else ()
    return make_sheet(
        dictionary,
        expand_reviewed(dictionary, values, reviewed),
        on=on,
        reviewed=reviewed,
        limits=_limits(chance, dictionary),
        profile=chance.choice((None, "us", "si", "eu")),
    )


def _limits(chance: random.Random, dictionary: Dictionary) -> dict[str, Decimal]:
    return {
        name: round_decimal(
            each.value * chance.choice((Decimal("0.9"), Decimal("1.1"))), decimals=4
        )
        for name, each in dictionary.parameters.items()
        if chance.random() < 0.15
    }


def _recorded(chance: random.Random, fact: Fact, on: datetime.date, cut_offs: CutOffs) -> FactValue:
    value = _VALUES[fact.kind](chance, fact, on, cut_offs)
    when = _when(chance, fact, on)
    if fact.kind is not Kind.QUANTITY or chance.random() < 0.6:
        return FactValue(fact.name, value, on=when)
    return _typed(chance, fact, value, when)


def _typed(
    chance: random.Random, fact: Fact, value: Recorded, when: datetime.date | None
) -> FactValue:
    """A value as a laboratory reports it: in any of its units, with that unit's decimals."""
    unit = chance.choice(fact.units)
    entered = round_decimal(
        from_canonical(fact, Decimal(str(value)), unit.code), decimals=unit.decimals
    )
    canonical = to_canonical(fact, entered, unit.code)
    return FactValue(fact.name, canonical, decimal_text(entered), unit.code, on=when)


def _when(chance: random.Random, fact: Fact, on: datetime.date) -> datetime.date | None:
    """Often of the day itself; around the last fresh day, or long ago, where values go stale."""
    if fact.fresh_days is None or chance.random() < 0.4:
        return None
    age = chance.choice((0, 1, fact.fresh_days, fact.fresh_days + 1, fact.fresh_days * 3))
    return on - datetime.timedelta(days=age)


def _boolean(chance: random.Random, fact: Fact, on: datetime.date, cut_offs: CutOffs) -> Recorded:
    is_spoiler = fact.name.endswith("_haemolysed")
    return chance.random() < (0.15 if is_spoiler else 0.5)


def _choice(chance: random.Random, fact: Fact, on: datetime.date, cut_offs: CutOffs) -> Recorded:
    return chance.choice(fact.choices).value


def _date(chance: random.Random, fact: Fact, on: datetime.date, cut_offs: CutOffs) -> Recorded:
    known = [day for day in cut_offs.get("date", ()) if isinstance(day, datetime.date)]
    if known and chance.random() < 0.4:
        found = chance.choice(known) + datetime.timedelta(days=chance.choice((-1, 0, 1)))
    elif chance.random() < 0.3:
        found = on - datetime.timedelta(days=chance.randrange(60))
    else:
        found = datetime.date(1950 + chance.randrange(77), 1, 1) + datetime.timedelta(
            days=chance.randrange(365)
        )
    return min(found, on)


def _number(chance: random.Random, fact: Fact, on: datetime.date, cut_offs: CutOffs) -> Recorded:
    step = step_of(fact)
    if chance.random() < 0.05:
        large = round_decimal(Decimal(chance.choice(_LARGE)), decimals=fact.decimals)
        return _possible(chance, fact, large)
    cuts = [Decimal(str(each)) for each in cut_offs.get(fact.unit) or POINTS[fact.unit].split()]
    known = [each for each in cuts if abs(each) <= _MOST] or [Decimal(1)]
    point = chance.choice(known if chance.random() < 0.7 else [Decimal(0), Decimal(1), Decimal(18)])
    if chance.random() < 0.3:
        point = point * Decimal(chance.randrange(200)) / 100
    moved = point + step * chance.choice((-1, 0, 0, 1))
    signed = -moved if fact.kind is Kind.NUMBER and chance.random() < 0.05 else moved
    return _possible(chance, fact, round_decimal(signed, decimals=fact.decimals))


def _possible(chance: random.Random, fact: Fact, value: Decimal) -> Decimal:
    """The nearest possible value. A limit such as '<0.5' lies one step beyond what is possible."""
    low, high = fact.possible.low, fact.possible.high
    step = step_of(fact) if chance.random() < 0.05 else Decimal(0)
    above = value if low is None else max(value, low - step)
    return above if high is None else min(above, high + step)


_VALUES: Mapping[Kind, Callable[..., Recorded]] = {
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.QUANTITY: _number,
}
