"""A recorded value in words: both units, the laboratory's precision, nothing invented."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

from mgdcds.core.dictionary.convert import cut_offs, exactly_from_canonical, round_fraction
from mgdcds.core.dictionary.fact import Fact, Kind, Unit
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.dates import format_date

NOT_RECORDED = "not recorded"
_OTHER_SYSTEM = {"si": "conventional", "conventional": "si"}
_SIGNS = {"<": "<", ">": ">", "<=": "≤", ">=": "≥", "": ""}
#: Units that are words have a form for one of them.
_ONE = {"years": "year", "months": "month", "weeks": "week", "days": "day"}
_MORE_DIGITS = 4


def format_value(
    fact: Fact,
    value: Decimal | bool | str | datetime.date | None,
    *,
    unit_system: str = "conventional",
    comparator: str = "",
    entered: str = "",
    unit: str = "",
    beside: Decimal | None = None,
) -> str:
    """This function will write a canonical value as a page prints it: "18 ng/mL (45 nmol/L)".

    `unit_system` ("si" or "conventional") says which unit comes first. `entered`, `unit` and
    `comparator` are what was typed: it is shown first, as typed, and the other unit behind it.
    `beside` is another value that is not to be told as the same. None is "not recorded".
    """
    if value is None:
        return NOT_RECORDED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.date):
        return format_date(value)
    if isinstance(value, str):
        return _label_of_choice(fact, value)
    if fact.kind is not Kind.QUANTITY:
        unit = _ONE.get(fact.unit, fact.unit) if value == 1 else fact.unit
        return " ".join(filter(None, (_SIGNS[comparator], decimal_text(value), unit)))
    units = _units_in_order(fact, unit_system, typed=unit)
    shown = _limit_or_value(fact, value, comparator)
    texts = [format_in_unit(fact, shown, known.code, beside=beside) for known in units]
    if entered and unit:
        texts[0] = entered
    return _side_by_side(texts, units, sign=_SIGNS[comparator])


def format_in_unit(fact: Fact, value: Decimal, unit: str, *, beside: Decimal | None = None) -> str:
    """This function will write a canonical value as a bare number in one unit of the fact.

    It has the laboratory's precision, and more decimals where rounding would put it on
    another side of a cut-off, or of the middle between it and the value `beside` it.
    """
    chosen = fact.unit_of(unit)
    exact = exactly_from_canonical(chosen, value)
    cuts = _cuts_in(fact, chosen)
    if beside is not None:
        cuts.append((exact + exactly_from_canonical(chosen, beside)) / 2)
    for decimals in range(chosen.decimals, chosen.decimals + _MORE_DIGITS):
        rounded = round_fraction(exact, decimals=decimals)
        if _sides(cuts, Fraction(rounded)) == _sides(cuts, exact):
            break
    return _trim(rounded, least=chosen.least_decimals)


def printed_units(fact: Fact, *, unit_system: str) -> tuple[Unit, ...]:
    """This function will answer the one or two units in which a fact is printed, in order."""
    first = _unit_of_system(fact, unit_system) or fact.unit_of(fact.unit)
    second = _unit_of_system(fact, _OTHER_SYSTEM[unit_system])
    return (first,) if second is None or second == first else (first, second)


def label_of_unit(fact: Fact, unit: str) -> str:
    """This function will answer how a unit of a fact is printed."""
    found = next((known for known in fact.units if known.code == unit), None)
    return unit if found is None else found.label


def _side_by_side(texts: list[str], units: tuple[Unit, ...], *, sign: str) -> str:
    first, *second = (
        " ".join(filter(None, (sign, text, unit.label)))
        for text, unit in zip(texts, units, strict=True)
    )
    return f"{first} ({second[0]})" if second else first


def _units_in_order(fact: Fact, unit_system: str, *, typed: str) -> tuple[Unit, ...]:
    printed = printed_units(fact, unit_system=unit_system)
    if not typed:
        return printed
    first = fact.unit_of(typed)
    others = [known for known in printed if known != first]
    return (first, *others[:1])


def _limit_or_value(fact: Fact, value: Decimal, comparator: str) -> Decimal:
    step = Decimal(1).scaleb(-fact.decimals)
    return {"<": value + step, ">": value - step}.get(comparator, value)


def _unit_of_system(fact: Fact, system: str) -> Unit | None:
    return next((unit for unit in fact.units if unit.system in (system, "both")), None)


def _cuts_in(fact: Fact, unit: Unit) -> list[Fraction]:
    """The cut-offs of a fact in a unit. Its pairs are written with the other units."""
    if unit.code == fact.unit:
        return [Fraction(cut) for cut in cut_offs(fact)]
    return [Fraction(pair[1]) for pair in unit.pairs]


def _sides(cuts: list[Fraction], value: Fraction) -> list[int]:
    return [(value > cut) - (value < cut) for cut in cuts]


def _trim(value: Decimal, *, least: int) -> str:
    text = decimal_text(value)
    if value == 0:
        return text
    whole, _, decimals = text.partition(".")
    if len(decimals) >= least:
        return text
    return f"{whole}.{decimals.ljust(least, '0')}"


def _label_of_choice(fact: Fact, value: str) -> str:
    return next((choice.label for choice in fact.choices if choice.value == value), value)
