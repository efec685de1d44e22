"""The leaves that measured rules are made of, each in CQL and in Python written by hand.

They are those of release 1 and more of their kind: laboratory values at guideline cut-offs,
medicines and conditions, choices, and what is calculated from several facts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.guidance.book import Rulebook

#: Cut-offs in canonical units, by the name of the fact or definition.
CUT_OFFS = {
    "vitamin_d_25oh": "12 20 30 50 100 150",
    "vitamin_d_25oh_previous": "12 20 30",
    "vitamin_d_dose": "400 800 1000 1500 4000",
    "vitamin_d_weeks": "4 8 12",
    "magnesium": "0.5 0.6 0.7 0.75 0.85 0.95 1.05 2.0",
    "magnesium_rbc": "1.65 2.2 2.65",
    "urine_magnesium_24h": "1 3 5",
    "calcium_ionised": "1.12 1.2 1.32",
    "phosphate": "0.8 1 1.5",
    "potassium": "3 3.5 4 5",
    "pth": "15 40 65 150 300",
    "alp": "40 120 200",
    "urine_calcium_24h": "2.5 5 7.5",
    "calcium_supplement": "500 1000 1500",
    "uacr": "30 300",
    "qtc": "440 470 500",
    "heart_rate": "45 50 60 100",
    "ppi_days": "30 90 365",
    "training_hours": "3 5 10",
    "best_age": "18 31 51 65 71",
    "best_egfr": "15 30 45 60 90",
    "best_bmi": "18.5 25 30 35",
    "best_calcium_adjusted": "2.1 2.2 2.6 3",
    "magnesium_intake": "150 240 320 420",
    "observed_rise": "2 5 10",
}
_SIGNS = ("<", "<=", ">", ">=")
#: Definitions that rules of release 1 read as conditions.
_CONDITIONS = ("magnesium_loss_drug", "magnesium_below_rda", "calcium_high")


@dataclass(frozen=True)
class Leaf:
    """A condition on one name. `python` is true when it is known to be true.

    `opposite` is the same condition denied, in both languages; a comparison has none, because
    its opposite is another comparison, and what is calculated is not denied either.
    """

    name: str
    cql: str
    python: str
    opposite: tuple[str, str] | None = None


def leaves_of(rulebook: Rulebook) -> tuple[Leaf, ...]:
    """This function will answer every leaf that measured rules may have."""
    conditions = (Leaf(name, name, name) for name in _CONDITIONS)
    return (*_comparisons(rulebook), *conditions, *_answers(rulebook.dictionary))


def _comparisons(rulebook: Rulebook) -> Iterator[Leaf]:
    for name, cuts in CUT_OFFS.items():
        unit = getattr(rulebook.scope.names[name].type, "unit", "")
        for cut in cuts.split():
            for sign in _SIGNS:
                cql = f"{name} {sign} {cut} '{unit}'" if unit else f"{name} {sign} {cut}"
                yield Leaf(name, cql, f"({name} is not None and {name} {sign} {float(cut)})")


def _answers(dictionary: Dictionary) -> Iterator[Leaf]:
    for fact in dictionary.facts.values():
        name = fact.name
        if fact.kind is Kind.BOOLEAN:
            yield Leaf(name, name, name, (f"not {name}", f"{name} is False"))
        elif fact.kind is Kind.CHOICE:
            for value in (choice.value for choice in fact.choices[:4]):
                other = (f"{name} != '{value}'", f"({name} is not None and {name} != '{value}')")
                yield Leaf(name, f"{name} = '{value}'", f"{name} == '{value}'", other)
