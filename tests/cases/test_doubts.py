"""Values that do not fit together are asked about."""

import pytest

from mgdcds.core.facts.case_file import case_from_content, sheet_of_case
from mgdcds.core.guidance.doubts import find_doubts
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.unit.core.guidance.small import small_rulebook, small_sheet

MAN_OF_52 = {"age_years": 52, "sex": "male", "creatinine": "0.9 mg/dL"}


def doubts_of(**facts):
    rulebook = load_shipped_rulebook()
    case = case_from_content({"on": "2026-11-22", "facts": facts}, dictionary=rulebook.dictionary)
    return find_doubts(rulebook, sheet_of_case(case, dictionary=rulebook.dictionary))


@pytest.mark.parametrize("egfr", ["87.4", "102.8", "118.1"])
def test_a_reported_egfr_within_15_percent_raises_no_question(egfr):
    assert doubts_of(**MAN_OF_52, egfr=f"{egfr} mL/min/{{1.73_m2}}") == ()


@pytest.mark.parametrize("egfr", ["87.3", "118.3", "45"])
def test_a_reported_egfr_further_off_is_asked_about(egfr):
    (question,) = doubts_of(**MAN_OF_52, egfr=f"{egfr} mL/min/{{1.73_m2}}")

    assert question.message == (
        f"The reported eGFR is {egfr} mL/min/1.73 m², but 102.8 mL/min/1.73 m² is calculated "
        "from the creatinine, which counts here."
    )
    assert question.hint == "Check the creatinine and its date, the age and the sex."


def test_one_of_the_two_alone_raises_no_question():
    assert doubts_of(**MAN_OF_52) == ()
    assert doubts_of(egfr="45 mL/min/{1.73_m2}") == ()


def test_a_release_that_does_not_compare_them_asks_nothing():
    rulebook = small_rulebook()

    assert find_doubts(rulebook, small_sheet(rulebook, egfr="45")) == ()
