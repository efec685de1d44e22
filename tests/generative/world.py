"""The facts that generated programs are about: every kind, in several units, with freshness."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Choice, Fact, Kind, Range, Unit
from mgdcds.core.dictionary.parameter import Parameter

TODAY = datetime.date(2026, 11, 22)


def _fact(name: str, kind: Kind, **others: Any) -> Fact:
    return Fact(name=name, kind=kind, label=name, question=f"{name}?", section="who", **others)


def _unit(code: str, factor: str, decimals: int, *pairs: tuple[str, str]) -> Unit:
    read = tuple((Decimal(canonical), Decimal(here)) for canonical, here in pairs)
    return Unit(code, Decimal(factor), code, decimals=decimals, pairs=read, system="both")


def _possible(low: str, high: str) -> dict[str, Range]:
    return {"possible": Range(Decimal(low), Decimal(high))}


def _quantity(name: str, substance: str, decimals: int, *units: Unit, **others: Any) -> Fact:
    return _fact(
        name,
        Kind.QUANTITY,
        unit=units[0].code,
        substance=substance,
        decimals=decimals,
        units=units,
        **others,
    )


_MG_DL = _unit("mg/dL", "0.4114", 2, ("0.50", "1.2"), ("0.70", "1.7"), ("0.85", "2.07"))
_MAGNESIUM = (_unit("mmol/L", "1", 2), _MG_DL, _unit("meq/L", "0.5", 2))
_VITAMIN_D = (_unit("ng/mL", "1", 1), _unit("nmol/L", "0.4", 1, ("12", "30"), ("30", "75")))
_DOSE = (_unit("[IU]/d", "1", 0), _unit("ug/d", "40", 1))
_FEW = tuple(Choice(word, word.capitalize()) for word in ("none", "some", "much"))
_SALTS = tuple(Choice(word, word.capitalize()) for word in ("oxide", "citrate_1_1", "it's"))
FACTS = (
    _fact("b1", Kind.BOOLEAN),
    _fact("b2", Kind.BOOLEAN),
    _fact("b3", Kind.BOOLEAN, list="conditions"),
    _fact("b4", Kind.BOOLEAN, list="conditions"),
    _fact("b5", Kind.BOOLEAN, fresh_days=30),
    _fact("magnesium_haemolysed", Kind.BOOLEAN),
    _fact("n1", Kind.NUMBER, **_possible("0", "120")),
    _fact("n2", Kind.NUMBER, decimals=1),
    _fact("n3", Kind.NUMBER, decimals=3, fresh_days=90),
    _fact("d1", Kind.DATE),
    _fact("d2", Kind.DATE),
    _fact("d3", Kind.DATE, fresh_days=7),
    _fact("c1", Kind.CHOICE, choices=_FEW),
    _fact("c2", Kind.CHOICE, choices=_FEW, fresh_days=365),
    _fact("c3", Kind.CHOICE, choices=_SALTS),
    _quantity("magnesium", "magnesium", 4, *_MAGNESIUM, fresh_days=90, **_possible("0.1", "10")),
    _quantity("magnesium_before", "magnesium", 4, *_MAGNESIUM),
    _quantity(
        "vitamin_d_25oh", "25(OH)D", 2, *_VITAMIN_D, fresh_days=180, **_possible("0.5", "400")
    ),
    _quantity("vitamin_d_25oh_previous", "25(OH)D", 2, *_VITAMIN_D),
    _quantity("vitamin_d_dose", "vitamin D", 0, *_DOSE),
    _quantity("egfr", "eGFR", 2, _unit("mL/min/{1.73_m2}", "1", 0), fresh_days=365),
    _quantity(
        "weight", "", 3, _unit("kg", "1", 1), _unit("g", "0.001", 0), **_possible("1", "700")
    ),
    _quantity("height", "", 1, _unit("cm", "1", 1), _unit("m", "100", 3), **_possible("20", "272")),
)
_PROFILES = {"us": Decimal("0.66"), "si": Decimal("0.75")}
PARAMETERS = (
    Parameter("magnesium_lln", "lower", "magnesium", Decimal("0.7"), "mmol/L", _PROFILES),
    Parameter("magnesium_uln", "upper", "magnesium", Decimal("1.05"), "mmol/L"),
    Parameter("vitamin_d_enough", "enough", "vitamin_d_25oh", Decimal(30), "ng/mL"),
    Parameter("n_limit", "limit", "n2", Decimal("2.5"), ""),
)
DICTIONARY = Dictionary(
    {fact.name: fact for fact in FACTS}, {each.name: each for each in PARAMETERS}
)
#: Numbers that conditions are cut at, by the unit; what has no unit is "".
POINTS = {
    "": "0 0.5 1 2 2.5 7 18 30 45 55 100 0.125 0.00000001 1000000",
    "mmol/L": "0.5 0.6 0.7 0.75 0.85 1.05 2",
    "mg/dL": "1.2 1.7 1.82 2.07 2.6",
    "meq/L": "1 1.4 1.7 2.1",
    "ng/mL": "12 20 30 50 100 150",
    "nmol/L": "30 50 75 125 250",
    "[IU]/d": "0 400 800 1000 1500 4000",
    "ug/d": "10 20 37.5 100",
    "mL/min/{1.73_m2}": "15 30 45 60 90",
    "kg": "10 40 70.5 120",
    "g": "10000 70500",
    "cm": "50 150 180.5",
    "m": "1.5 1.805",
    "1": "0.5 1 1.2 2 100",
    "kg.cm": "5000 12725.25",
    "kg/cm": "0.3 0.5",
    "d": "1 7 30 90 365",
    "wk": "1 2 12",
    "month": "1 6 12 18",
    "year": "1 18 55",
}
