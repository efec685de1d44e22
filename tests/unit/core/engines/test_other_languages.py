"""Rules in a second language: the words come from one place, and what lacks is seen."""

import datetime

import pytest

from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.engines.english import describe
from mgdcds.core.engines.english_words import ENGLISH
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.telling import Teller
from mgdcds.core.engines.words import Words
from tests.unit.core.engines.sheets_for_tests import make_program, make_test_sheet


def german_date(date: datetime.date) -> str:
    return f"{date.day}.{date.month}.{date.year}"


GERMAN = Words(
    language="de",
    phrases={
        "Less": "{0} liegt unter {1}",
        "LessOrEqual": "{0} beträgt höchstens {1}",
        "GreaterOrEqual": "{0} beträgt mindestens {1}",
        "band": "{0} beträgt {1}",
        "GreaterOrEqual end": "mindestens {0}",
        "Less end": "weniger als {0}",
        "and that": "{0} und {1}",
        "or that": "{0} oder {1}",
        "And": "sowohl {0} als auch {1}",
        "Or": "{0} oder {1}",
        "in brackets": "({0})",
        "Between": "zwischen {1} und {2} liegt {0}",
        "In": "{0} ist {1}",
        "comma": ", ",
        "is yes": "{0}: ja",
        "is no": "{0}: nein",
        "parameter": "„{0}“",
        "parameter with value": "{0} ({1})",
        "name with value": "{0} {1}",
        "value of day": "{0} vom {1}",
        "answer is": "{0}: {1}",
        "yes": "ja",
        "no": "nein",
        "is recorded not": "{0} ist nicht erfasst",
    },
    date=german_date,
    otherwise=ENGLISH,
)
ASKED = {
    "vitamin_d_25oh <= 30 'ng/mL'": "25(OH)D beträgt höchstens 30 ng/mL (75 nmol/L)",
    "age_years between 18 and 65": "zwischen 18 years und 65 years liegt Age",
    "magnesium >= 0.5 'mmol/L' and magnesium < magnesium_lln":
        "Serum magnesium beträgt mindestens 1.2 mg/dL (0.50 mmol/L) und weniger als "
        "„Lower limit of magnesium“",
    "ppi and pacemaker": "sowohl Proton-pump inhibitor: ja als auch Pacemaker: ja",
    "not (ppi and pacemaker)": "Proton-pump inhibitor: nein oder Pacemaker: nein",
    "dialysis in {'none', 'haemodialysis'}": "Dialysis ist No dialysis oder Haemodialysis",
    "magnesium > 1 'mmol/L'": "[Serum magnesium is above 2.46 mg/dL (1.00 mmol/L)]",
    "ppi xor pacemaker":
        "[either Proton-pump inhibitor: ja, or Pacemaker: ja, but not both]",
}  # fmt: skip


@pytest.mark.parametrize(("source", "sentence"), ASKED.items(), ids=ASKED)
def test_a_rule_is_said_in_another_language_in_its_own_order(source, sentence):
    program, scope = make_program()
    checked = check_expression(parse_expression(source), scope=scope)

    assert describe(checked, program=program, words=GERMAN) == sentence


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("magnesium < magnesium_lln",
         "Serum magnesium 1.58 mg/dL (0.65 mmol/L) liegt unter „Lower limit of magnesium“ "
         "(1.7 mg/dL (0.70 mmol/L))"),
        ("ppi", "Proton-pump inhibitor: ja"),
        ("birth_date < Today()", "[Date of birth 31.1.1990 is before [today]]"),
        ("pacemaker", "Pacemaker ist nicht erfasst"),
        ("sex = 'male'", "[Sex: Female, not Male]"),
    ],
)  # fmt: skip
def test_what_is_so_for_a_patient_is_told_in_another_language(source, sentence):
    program, scope = make_program()
    sheet = make_test_sheet(
        magnesium="0.65", ppi=True, sex="female", birth_date=datetime.date(1990, 1, 31)
    )
    state = open_sheet(program, sheet)
    plan = program.plan_of(check_expression(parse_expression(source), scope=scope))

    assert Teller(state, unit_system="conventional", words=GERMAN).tell(plan) == sentence


def test_a_phrase_that_no_language_has_is_an_error_of_the_program():
    with pytest.raises(KeyError, match="Nothing"):
        GERMAN.phrase("Nothing of this kind")


def test_every_phrase_of_a_language_is_one_that_rules_use():
    assert GERMAN.phrases.keys() <= ENGLISH.phrases.keys()
