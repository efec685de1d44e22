"""In which units values were typed: everything about a patient is said in these."""

from __future__ import annotations

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.facts.sheet import FactSheet


def typed_units(dictionary: Dictionary, sheet: FactSheet) -> dict[str, str]:
    """This function will answer the unit in which each substance was typed, by substance.

    Where one substance was typed in two units, the first in form order counts. A unit in which
    the number stays the same (an eGFR in mL/min) is only another word for the usual one.
    """
    typed: dict[str, str] = {}
    for name, fact in dictionary.facts.items():
        value = sheet.values.get(name)
        if value is not None and value.unit in _own_units(fact):
            typed.setdefault(fact.substance, value.unit)
    return typed


def _own_units(fact: Fact) -> set[str]:
    return {unit.code for unit in fact.units if unit.code == fact.unit or unit.factor != 1}
