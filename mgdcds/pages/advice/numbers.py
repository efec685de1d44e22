"""A patient's own numbers on paper, each with a bar where its limits are known."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.dictionary.convert import cut_offs
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.show import format_in_unit, format_value, printed_units
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.values.dates import format_date
from mgdcds.pages.components.band import place_band
from mgdcds.pages.components.words import Word

_LABELS: Mapping[str, Word] = {
    "vitamin_d_25oh": gettext_lazy("Vitamin D"),
    "magnesium": gettext_lazy("Magnesium"),
    "calcium_adjusted": gettext_lazy("Calcium"),
    "egfr": gettext_lazy("Kidneys (eGFR)"),
}
#: The limits in force, by the name that their parameters begin with.
_LIMITS = {"magnesium": "magnesium", "calcium_adjusted": "calcium"}
#: Vitamin D has no single usual range: the first guideline marks are drawn.
_MARKED, _MARKS = "vitamin_d_25oh", 4
_ROOM = Decimal("1.2")


def present_numbers(
    sheet: FactSheet,
    dictionary: Dictionary,
    *,
    context: Mapping[str, str],
    unit_system: str,
    on: datetime.date,
) -> list[dict[str, Any]]:
    """This function will answer the numbers of a sheet as rows of a leaflet.

    `context` has the kidney function where it was calculated; `on` dates what has no day.
    """
    known = dict(sheet.values)
    if "egfr" not in known and "best_egfr" in context:
        whole = Decimal(context["best_egfr"]).quantize(Decimal(1))
        known["egfr"] = FactValue("egfr", whole)
    return [
        {
            "label": str(label),
            "text": _text(dictionary.fact(name), known[name], unit_system),
            "on": format_date(known[name].on or on),
            "bar": _bar(dictionary.fact(name), known[name], sheet, unit_system),
        }
        for name, label in _LABELS.items()
        if name in known
    ]


def _text(fact: Fact, recorded: FactValue, unit_system: str) -> str:
    return format_value(
        fact,
        recorded.value,
        unit_system=unit_system,
        comparator=recorded.comparator,
        entered=recorded.entered,
        unit=recorded.unit,
    )


def _bar(
    fact: Fact, recorded: FactValue, sheet: FactSheet, unit_system: str
) -> dict[str, Any] | None:
    """Places in a drawing 200 wide: the usual range or marks, and the patient's value."""
    first = printed_units(fact, unit_system=unit_system)[0]
    unit = fact.unit_of(recorded.unit) if recorded.unit else first
    value: Any = recorded.value

    def shown(number: Decimal) -> str:
        return format_in_unit(fact, number, unit.code)

    if fact.name == _MARKED:
        marks = cut_offs(fact)[:_MARKS]
        scale = (Decimal(0), max(marks[-1], value) * _ROOM)
        placed = [{"at": _place(mark, scale), "text": shown(mark)} for mark in marks]
        texts = ", ".join(shown(mark) for mark in marks)
        words = _("Lines: %(marks)s %(unit)s") % {"marks": texts, "unit": unit.label}
        return {"here_points": _diamond(_place(value, scale)), "marks": placed, "words": words}
    name = _LIMITS.get(fact.name, "")
    low, high = (sheet.limits.get(f"{name}_{end}") for end in ("lln", "uln"))
    if low is None or high is None:
        return None
    band = place_band(value, low=low, high=high)
    told = {"low": shown(low), "high": shown(high), "unit": unit.label}
    return {
        "here_points": _diamond(band.here),
        "start": band.start,
        "length": band.length,
        "words": _("Usual: %(low)s to %(high)s %(unit)s") % told,
    }


def _place(value: Decimal, scale: tuple[Decimal, Decimal]) -> int | None:
    return place_band(value, low=None, high=None, scale=scale).here


def _diamond(at: int | None) -> str:
    """The corners of the mark that is the patient."""
    here = at or 0
    return f"{here},3 {here + 6},12 {here},21 {here - 6},12"
