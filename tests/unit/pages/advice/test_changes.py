"""What would change a rule, in words: a printed value does what is said of it."""

import datetime
import re
from decimal import Decimal

import pytest

from mgdcds.core.dictionary.convert import to_canonical
from mgdcds.core.dictionary.units import find_unit
from mgdcds.core.engines.english_words import in_sentence
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.make_sheet import change_sheet, make_sheet
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.guidance.standing import find_standing
from mgdcds.pages.advice.changes import find_lines
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()
FACTS = RULEBOOK.dictionary.facts
ON = datetime.date(2026, 11, 22)
_NUMBER = r"([0-9.]+) (\S+)"
VALUE = re.compile(rf"If (.+) were {_NUMBER}(?: \({_NUMBER}\))? instead of .+")


def sheet_of(**values):
    facts = {
        name: value if isinstance(value, FactValue) else FactValue(name, value)
        for name, value in values.items()
    }
    return make_sheet(RULEBOOK.dictionary, facts, on=ON)


def say(sheet, code):
    return [f"{line.condition}, {line.consequence}" for line in find_lines(RULEBOOK, sheet, code)]


def read(fact, number, spelling):
    return to_canonical(fact, Decimal(number), find_unit(fact, spelling).code)


@pytest.mark.parametrize("slug", sorted(RULEBOOK.cases)[::40])
def test_a_printed_value_does_what_is_said_in_both_units(slug):
    sheet = sheet_of_case(RULEBOOK.cases[slug], dictionary=RULEBOOK.dictionary)
    for code in RULEBOOK.rules:
        now, printed = standing_on(sheet, code), list(printed_values(sheet, code))

        for fact, value in printed:
            changed = change_sheet(RULEBOOK.dictionary, sheet, fact.name, value)
            assert standing_on(changed, code) != now, (code, fact.name, value)


def printed_values(sheet, code):
    """The values in the lines of a rule, in each unit in which they are printed."""
    facts = [each for each in FACTS.values() if each.units and each.name in sheet.values]
    for line in find_lines(RULEBOOK, sheet, code):
        found = VALUE.fullmatch(line.condition)
        named = [fact for fact in facts if found and in_sentence(fact.label) == found[1]]
        for fact in named:
            yield fact, read(fact, found[2], found[3])
            if found[4]:
                yield fact, read(fact, found[4], found[5])


def standing_on(sheet, code):
    return find_standing(RULEBOOK.checked[code], open_sheet(RULEBOOK.program, sheet))


def test_the_unit_that_was_typed_comes_first():
    typed = FactValue("vitamin_d_25oh", Decimal("28.00"), entered="70", unit="nmol/L")

    lines = say(sheet_of(vitamin_d_25oh=typed), "A02")

    assert (
        "If 25(OH)D were 29.98 nmol/L (11.99 ng/mL) instead of 70 nmol/L (28 ng/mL), "
        "A02 would apply"
    ) in lines


def test_answers_that_do_the_same_are_one_line():
    sheet = sheet_of(
        sarcoidosis=False,
        lymphoma=False,
        tuberculosis_active=False,
        granulomatous_disease_other=False,
    )

    assert say(sheet, "S04") == [
        "If any of these were yes: sarcoidosis, active tuberculosis, "
        "other granulomatous disease, lymphoma, S04 would apply"
    ]


def test_more_than_nothing_has_no_first_step():
    sheet = sheet_of(
        magnesium_supplement=Decimal(0), levothyroxine=True, magnesium_product_hidden=False
    )

    assert "If magnesium supplement, elemental were more than 0 mg/day, M02 would apply" in say(
        sheet, "M02"
    )


def test_an_emergency_is_named():
    sheet = sheet_of(
        magnesium=Decimal("1.5"),
        symptom_hyporeflexia=False,
        symptom_hypotension=False,
        symptom_bradycardia=False,
    )

    assert (
        "If serum magnesium were 4.9 mg/dL (2.00 mmol/L) instead of 3.69 mg/dL (1.50 mmol/L), "
        "S09 would be marked “Act now”"
    ) in say(sheet, "S09")
