"""Reading the units of a fact, with their guideline pairs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from mgdcds.core.dictionary import problems
from mgdcds.core.dictionary.content import Content, number_from
from mgdcds.core.dictionary.fact import Unit
from mgdcds.core.values.problems import Problem

SYSTEMS = ("si", "conventional", "both")


def read_unit(table: Content, canonical: str, found: list[Problem]) -> Unit:
    """This function will read one unit of a fact whose canonical unit is given.

    Problems are added to `found`.
    """
    code = table.text("code", needed=True)
    factor = table.number("factor", needed=True)
    if factor is not None and factor <= 0:
        table.problems.append(problems.bad_number(table.place("factor"), found=factor))
    unit = Unit(
        code=code,
        factor=factor if factor is not None and factor > 0 else Decimal(1),
        label=table.text("label", needed=True),
        decimals=table.whole("decimals") or 0,
        least_decimals=table.whole("least_decimals") or 0,
        system=table.word("system", known=SYSTEMS),
        also=table.texts("also"),
        pairs=_read_pairs(table, canonical, code),
    )
    table.refuse_the_rest()
    found += table.problems
    return unit


def _read_pairs(table: Content, canonical: str, unit: str) -> tuple[tuple[Decimal, Decimal], ...]:
    listed = table.list_of("pairs")
    pairs = []
    for at, entry in enumerate(listed, 1):
        pair = _read_pair(entry, canonical, unit)
        if pair is None:
            place = table.place(f"pairs.{at}")
            table.problems.append(
                problems.bad_pair(place, found=entry, canonical=canonical, unit=unit)
            )
        else:
            pairs.append(pair)
    if not _increase(pairs):
        table.problems.append(problems.pairs_not_increasing(table.place("pairs")))
        return ()
    return tuple(pairs)


def _read_pair(entry: object, canonical: str, unit: str) -> tuple[Decimal, Decimal] | None:
    if not isinstance(entry, Sequence) or isinstance(entry, str) or len(entry) != 2:
        return None
    left, right = (
        _read_end(text, code) for text, code in zip(entry, (canonical, unit), strict=True)
    )
    return None if left is None or right is None else (left, right)


def _read_end(text: object, unit: str) -> Decimal | None:
    number, _, written = str(text).partition(" ")
    return number_from(number) if written == unit else None


def _increase(pairs: list[tuple[Decimal, Decimal]]) -> bool:
    steps = zip([(Decimal(0), Decimal(0)), *pairs], pairs, strict=False)
    return all(low[0] < high[0] and low[1] < high[1] for low, high in steps)
