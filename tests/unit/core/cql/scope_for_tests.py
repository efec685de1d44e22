"""A small dictionary and scope for the tests of the language and its engines."""

from dataclasses import replace
from decimal import Decimal

from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.types import BOOLEAN, DECIMAL, QuantityType
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Choice, Fact, Kind, Unit
from mgdcds.core.dictionary.parameter import Parameter
from tests.unit.core.dictionary.facts_for_tests import (
    AGE,
    BORN,
    CREATININE,
    DIALYSIS,
    MAGNESIUM,
    PREGNANT,
    VITAMIN_D,
)


def _boolean(name, label):
    return replace(PREGNANT, name=name, label=label, question=f"{label}?")


EGFR = Fact(
    name="egfr",
    kind=Kind.QUANTITY,
    label="eGFR as reported",
    question="What is the reported eGFR?",
    section="kidney_heart",
    unit="mL/min/{1.73_m2}",
    substance="eGFR",
    decimals=2,
    units=(Unit("mL/min/{1.73_m2}", Decimal(1), "mL/min/1.73 m²", decimals=1, system="both"),),
)
SEX = Fact(
    name="sex",
    kind=Kind.CHOICE,
    label="Sex",
    question="What is the sex?",
    section="who",
    choices=(Choice("female", "Female"), Choice("male", "Male")),
)
DIET = Fact(
    name="magnesium_diet",
    kind=Kind.QUANTITY,
    label="Magnesium from food",
    question="How much magnesium comes from food?",
    section="intake",
    unit="mg/d",
    substance="magnesium intake",
    units=(
        Unit("mg/d", Decimal(1), "mg/d", decimals=0, system="both"),
        Unit("mmol/d", Decimal("24.305"), "mmol/d", decimals=1),
    ),
)
FACTS = (
    VITAMIN_D,
    replace(VITAMIN_D, name="vitamin_d_25oh_previous", label="Previous 25(OH)D"),
    replace(MAGNESIUM, label="Serum magnesium"),
    CREATININE,
    EGFR,
    DIET,
    DIALYSIS,
    SEX,
    PREGNANT,
    _boolean("ppi", "Proton-pump inhibitor"),
    _boolean("pacemaker", "Pacemaker"),
    _boolean("magnesium_haemolysed", "Sample haemolysed"),
    BORN,
    AGE,
)
LLN = Parameter("magnesium_lln", "Lower limit of magnesium", "magnesium", Decimal("0.70"), "mmol/L")
DICTIONARY = Dictionary({fact.name: fact for fact in FACTS}, {LLN.name: LLN})
SCOPE = make_scope(
    DICTIONARY,
    definitions={
        "best_egfr": QuantityType(unit="mL/min/{1.73_m2}", substance="eGFR"),
        "best_age": DECIMAL,
        "on_dialysis": BOOLEAN,
    },
    rules=["S06"],
)
