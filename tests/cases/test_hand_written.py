"""The hand-written rules are a fair measure only while they agree with the judge."""

from __future__ import annotations

from bench.hand_written import fires
from bench.sheets import plain_values, random_sheets
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.values.truth import TRUE
from mgdcds.stores.library.shipped import load_shipped_rulebook


def _judged(rulebook: Rulebook, sheet: FactSheet) -> set[str]:
    evaluation = open_sheet(rulebook.program, sheet)
    return {code for code in rulebook.rules if evaluation.truth(code) is TRUE}


def test_they_agree_on_every_case_with_the_usual_limits() -> None:
    rulebook = load_shipped_rulebook()
    defaults = {one.name: one.value for one in rulebook.dictionary.parameters.values()}
    differing, asked = {}, 0
    for name, case in rulebook.cases.items():
        sheet = sheet_of_case(case, dictionary=rulebook.dictionary)
        if dict(sheet.limits) == defaults:
            asked += 1
            found = fires(plain_values(sheet)) ^ _judged(rulebook, sheet)
            differing |= {name: found} if found else {}

    assert differing == {}
    assert asked > 400


def test_they_agree_on_random_sheets() -> None:
    rulebook = load_shipped_rulebook()
    sheets = random_sheets(rulebook.dictionary, 300, seed=7)
    fired: set[str] = set()
    for sheet in sheets:
        judged = _judged(rulebook, sheet)
        fired |= judged

        assert fires(plain_values(sheet)) == judged

    assert len(fired) > 30, "The sheets are too alike to be a measure."
