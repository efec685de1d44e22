"""A small release, made up for tests: six facts, a few definitions, five rules."""

from __future__ import annotations

import datetime
from decimal import Decimal

from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.readings import RawFact, read_facts
from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.core.guidance.files import entries_from_files
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES
from mgdcds.core.guidance.rulebook import load_rulebook

TODAY = datetime.date(2026, 11, 22)

FACTS = """
[[fact]]
name = "vitamin_d"
kind = "quantity"
label = "25(OH)D"
question = "Which?"
section = "vitamin_d"
position = 10
unit = "ng/mL"
substance = "25(OH)D"
decimals = 2
fresh_days = 180
[[fact.units]]
code = "ng/mL"
label = "ng/mL"
factor = "1"
system = "conventional"
[[fact.units]]
code = "nmol/L"
label = "nmol/L"
factor = "0.4"
system = "si"
pairs = [["30 ng/mL", "75 nmol/L"]]

[[fact]]
name = "magnesium"
kind = "quantity"
label = "Magnesium"
question = "Which?"
section = "vitamin_d"
position = 20
unit = "mmol/L"
substance = "magnesium"
decimals = 2
[[fact.units]]
code = "mmol/L"
label = "mmol/L"
factor = "1"
decimals = 2
system = "si"

[[fact]]
name = "creatinine"
kind = "number"
label = "Creatinine"
question = "Which?"
section = "vitamin_d"
position = 30

[[fact]]
name = "egfr"
kind = "number"
label = "eGFR"
question = "Which?"
section = "vitamin_d"
position = 40
instead_of = "creatinine"

[[fact]]
name = "calcium_is_high"
kind = "boolean"
label = "High calcium"
question = "High?"
section = "vitamin_d"
position = 50

[[fact]]
name = "seizure"
kind = "boolean"
label = "Seizure"
question = "Seizure?"
section = "vitamin_d"
position = 60

[[fact]]
name = "sex"
kind = "choice"
label = "Sex"
question = "Which?"
section = "who"
position = 10
[[fact.choices]]
value = "female"
label = "Female"
[[fact.choices]]
value = "male"
label = "Male"
"""
_PARAMETERS = """
[[parameter]]
name = "magnesium_lln"
label = "Lower limit of magnesium"
like = "magnesium"
value = "0.70 mmol/L"
"""
DEFINITIONS = """
define best_egfr: Coalesce(100 / creatinine, egfr)
define mg_ok: best_egfr >= 30 and not S01
define d_ok: not S01
define both_ok: mg_ok and d_ok
"""


def make_rule(code, when, levels, **more):
    """Make the content of a rule; what a rule must have beside is filled in."""
    return {
        "code": code,
        "title": f"Title of {code}",
        "category": "treatment",
        "when": when,
        "strength": "conditional",
        "certainty": "low",
        "why_it_matters": "It matters.",
        "levels": levels,
        "attributes": dict.fromkeys(SOURCE_ATTRIBUTES, "Not used."),
    } | more


def make_level(*actions, urgency="routine", **more):
    """Make the content of a level."""
    words = {"clinician": "Look.", "patient": "Ask."}
    return {"urgency": urgency, "actions": list(actions)} | words | more


def make_action(words, *gates, **more):
    """Make the content of an action from words such as "start vitamin D"."""
    verb, _, target = words.partition(" ")
    return {"verb": verb, "target": target, "gates": list(gates)} | more


def gate(name, when_false, when_unknown, **more):
    """Make the content of a gate."""
    return {"gate": name, "when_false": when_false, "when_unknown": when_unknown} | more


RULES = {
    "A01": make_rule(
        "A01",
        "vitamin_d > 0 'ng/mL'",
        [
            make_level(
                make_action("inform 25(OH)D status"),
                urgency="information",
                clinician="25(OH)D {vitamin_d}; magnesium {magnesium}; sex {sex}.",
            )
        ],
        category="status",
        tags=[{"when": "vitamin_d = 30 'ng/mL'", "text": "at the crossover of {vitamin_d}"}],
    ),
    "B01": make_rule(
        "B01",
        "vitamin_d < 30 'ng/mL' and (magnesium is null or magnesium < 0.85 'mmol/L')",
        [
            make_level(
                make_action("measure magnesium"),
                make_action(
                    "start magnesium supplement",
                    gate("both_ok", "withhold rule", "drop action"),
                    limit="350 mg/d",
                ),
            )
        ],
    ),
    "B02": make_rule(
        "B02",
        "vitamin_d <= 30 'ng/mL' and magnesium < 0.85 'mmol/L'",
        [
            make_level(
                make_action(
                    "start magnesium supplement", gate("both_ok", "withhold rule", "withhold rule")
                ),
                make_action("continue vitamin D"),
            )
        ],
        needs=["best_egfr"],
    ),
    "K03": make_rule(
        "K03",
        "best_egfr < 30",
        [make_level(make_action("avoid magnesium supplement"))],
        category="kidney",
        blocks=[{"gate": "mg_ok"}],
    ),
    "S01": make_rule(
        "S01",
        "calcium_is_high",
        [
            make_level(make_action("stop vitamin D"), urgency="emergency", when="seizure"),
            make_level(make_action("stop vitamin D"), urgency="soon"),
        ],
        category="safety",
        blocks=[{"gate": "d_ok"}],
    ),
}


def small_entries(rules=None, definitions=DEFINITIONS, facts=FACTS, more=()):
    """Make the entries of the small release; `rules` replace or add contents by code."""
    files = {
        "facts/all.toml": facts,
        "parameters.toml": _PARAMETERS,
        "definitions.cql": definitions,
    }
    contents = RULES | (rules or {})
    made = [make_entry(EntryKind.RULE, code, body) for code, body in contents.items() if body]
    return (*entries_from_files(files), *made, *more)


def small_rulebook(rules=None, **changes):
    """Load the small release."""
    return load_rulebook(small_entries(rules, **changes), label="made up")


def small_sheet(rulebook, *, on=TODAY, **facts):
    """Make a sheet from texts such as vitamin_d="18 ng/mL"; a value with a date is a pair."""
    raw = []
    for name, given in facts.items():
        text, dated = given if isinstance(given, tuple) else (given, None)
        value, _, unit = str(text).partition(" ")
        raw.append(RawFact(name, value, unit, on=dated))
    reading = read_facts(rulebook.dictionary, raw, on=on)
    assert reading.problems == ()
    return make_sheet(rulebook.dictionary, reading.values, on=on)


LIMIT = Decimal("0.70")
