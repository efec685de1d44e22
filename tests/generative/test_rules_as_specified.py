"""The shipped rules and the specified conditions agree on every patient."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal

import pytest

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.plans import find_contradictions, propose
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Verb
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.generative.specified import statuses_of

RULEBOOK = load_shipped_rulebook()
ON = datetime.date(2026, 11, 22)
#: Values on and around every cut-off of the specification, in canonical units.
NUMBERS = {
    "age_years": "2 3 4 8 9 13 14 17 18 30 31 55 56 70",
    "vitamin_d_25oh": "5 11.99 12 15 19.99 20 25 29.99 30 30.01 40 50 50.01 80 100 100.01 150 151",
    "vitamin_d_25oh_previous": "4 10 14 20",
    "vitamin_d_dose": "0 799 800 999 1000 1499 1500 4000",
    "vitamin_d_weeks": "0 7 8 11 12 20",
    "magnesium": "0.45 0.4999 0.5 0.55 0.6 0.65 0.6999 0.7 0.74 0.75 0.8 0.8499 0.85 1.05 1.06 2.1",
    "magnesium_diet": "100 210 309 310 320 400 420",
    "magnesium_supplement": "0 65 66 110 111 350 351 420",
    "calcium": "2.1 2.3 2.5 2.7",
    "albumin": "30 40 45",
    "calcium_adjusted": "2.1 2.1999 2.2 2.4 2.6 2.6001 3.1",
    "calcium_ionised": "1.2 1.32 1.33",
    "calcium_supplement": "0 499 500 999 1000",
    "potassium": "3.4 3.5 4.2",
    "pth": "20 39 40 65 65.1 138",
    "creatinine": "0.6 0.9 1.2 1.5 1.9 2.3 3",
    "egfr": "25 29.9 30 44 45 59 60 80",
    "qtc": "420 500 501",
    "heart_rate": "44 45 70",
    "urine_calcium_24h": "5 7.5 7.6",
    "height": "150 170",
    "weight": "60 90 110",
    "bmi": "22 29.9 30 35",
    "ppi_days": "30 89 90",
    "training_hours": "0 4 5 12",
}


_FACTS = [
    fact
    for fact in RULEBOOK.dictionary.facts.values()
    if fact.name in NUMBERS or fact.kind in (Kind.BOOLEAN, Kind.CHOICE)
    if fact.name not in ("magnesium_salt", "magnesium_salt_dose")
]


def _value(fact, chance, often):
    if fact.kind is Kind.BOOLEAN:
        return chance.random() < often
    if fact.kind is Kind.CHOICE:
        return chance.choice(fact.choices).value
    return Decimal(chance.choice(NUMBERS[fact.name].split()))


def _patients(seed, number):
    """Patients made by chance: some nearly complete, some nearly empty, some very ill."""
    chance = random.Random(seed)
    for _ in range(number):
        unknown, often = chance.choice([0, 0.05, 0.1, 0.3, 0.6, 0.9]), chance.choice([0.02, 0.3])
        known = [fact for fact in _FACTS if chance.random() >= unknown]
        yield {fact.name: _value(fact, chance, often) for fact in known}


def _report(patient):
    values = {name: FactValue(name, value) for name, value in patient.items()}
    return advise(RULEBOOK, make_sheet(RULEBOOK.dictionary, values, on=ON), reasons=False)


def _plain(patient):
    return lambda name: (
        float(patient[name]) if isinstance(patient.get(name), Decimal) else patient.get(name)
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_status_is_the_specified_one(seed):
    for patient in _patients(seed, 200):
        found = {rule.code: rule.status.value for rule in _report(patient).rules}

        assert found == statuses_of(_plain(patient)), patient


@pytest.mark.parametrize("seed", range(6, 9))
def test_no_rule_contradicts_another_once_gates_are_applied(seed):
    for patient in _patients(seed, 200):
        plan = propose(_report(patient))

        assert find_contradictions(plan) == ()
        starts = [
            entry for entry in plan.set_aside if entry.item.verb in (Verb.START, Verb.INCREASE)
        ]
        assert starts == [], patient


@pytest.mark.parametrize("seed", range(9, 11))
def test_what_is_withheld_or_unknown_says_why(seed):
    for patient in _patients(seed, 200):
        report = _report(patient)

        for rule in report.by_status(Status.WITHHELD):
            assert rule.withheld_by or rule.missing, (rule.code, patient)
        asked = {code for fact in report.missing for code in fact.would_settle}
        unknown = {rule.code for rule in report.by_status(Status.UNKNOWN)}
        assert unknown <= asked, patient
