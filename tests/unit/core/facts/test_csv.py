import datetime
import gzip
import os
from decimal import Decimal
from itertools import islice
from pathlib import Path

import pytest

from mgdcds.core.facts.case_file import print_case, read_case
from mgdcds.core.facts.csv import (
    UnableToReadSurvey,
    case_of_row,
    date_of_cycle,
    read_survey,
)
from tests.unit.core.facts.with_limits import dictionary

ROW = {
    "SEQN": "62161",
    "cycle": "2011-2012",
    "age": "46",
    "sex_code": "2",
    "vitd25oh_nmol": "45.0",
}
ROOT = Path(__file__).parents[4]
SURVEY = (
    Path(os.environ.get("MGDCDS_SHARED", ROOT.parent / "shared"))
    / "data"
    / "nhanes"
    / "nhanes_2011_2018.csv.gz"
)


def case(**cells):
    return case_of_row({**ROW, **cells}, dictionary=dictionary())


def values(**cells):
    return {name: value.value for name, value in case(**cells).values.items()}


def test_a_person_becomes_a_case_of_the_last_day_of_the_cycle():
    found = case()

    assert (found.name, found.on) == (
        "NHANES 2011-2012, person 62161",
        datetime.date(2012, 12, 31),
    )
    assert {name: value.value for name, value in found.values.items()} == {
        "age_years": Decimal(46),
        "sex": "female",
        "vitamin_d_25oh": Decimal(18),
    }
    assert found.values["sex"].provenance.door == "csv"


def test_an_odd_cycle_has_the_last_day_of_the_survey():
    assert date_of_cycle("?") == datetime.date(2018, 12, 31)


def test_the_diet_is_the_mean_of_the_reliable_days():
    assert values(d1_status="1.0", d1_mg_mg="333.0", d2_mg_mg="344.0")["magnesium_diet"] == Decimal(
        "338.5"
    )
    assert values(d1_status="1", d1_mg_mg="333")["magnesium_diet"] == 333
    assert "magnesium_diet" not in values(d1_status="2.0", d1_mg_mg="333.0")


def test_who_takes_no_supplement_takes_none_of_each():
    found = values(supp_count="0.0")

    assert found["magnesium_supplement"] == 0
    assert found["vitamin_d_dose"] == 0
    assert found["calcium_supplement"] == 0


def test_what_a_supplement_holds_is_unknown_where_it_is_blank():
    found = values(supp_count="2.0", supp_vitd_ug="10.0")

    assert found["vitamin_d_dose"] == 400
    assert "magnesium_supplement" not in found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"cancer_ever_code": "2.0"}, (False, False)),
        ({"cancer_ever_code": "1.0", "cancer1_code": "16.0"}, (True, False)),
        ({"cancer_ever_code": "1.0", "cancer1_code": "24.0"}, (False, True)),
        ({"cancer_ever_code": "1.0", "cancer1_code": "16.0", "cancer2_code": "99"}, (True, None)),
        ({"cancer_ever_code": "1.0"}, (None, None)),
        ({"cancer_ever_code": "9.0"}, (None, None)),
    ],
)
def test_cancers_are_read_as_far_as_they_are_told(cells, found):
    read = values(**cells)

    assert (read.get("colorectal_cancer"), read.get("lymphoma")) == found


def test_diabetes_without_its_type_is_left_out():
    assert values(diabetes_code="2.0")["type_2_diabetes"] is False
    assert "type_2_diabetes" not in values(diabetes_code="1.0")


def test_prescribed_medicines_are_yes_and_the_rest_no():
    found = values(rx_drugs="FUROSEMIDE|HYDROCHLOROTHIAZIDE; LISINOPRIL")

    assert found["loop_diuretic"] is True
    assert found["thiazide"] is True
    assert found["digoxin"] is False


def test_what_needs_no_prescription_stays_unknown():
    assert "ppi" not in values(rx_drugs="FUROSEMIDE")
    assert values(rx_drugs="OMEPRAZOLE")["ppi"] is True


def test_an_unreliable_food_record_is_left_out():
    assert "magnesium_diet" not in values(d1_status="1.0", d1_mg_mg="")


def test_an_empty_or_unclear_list_turns_nothing_into_a_no():
    assert "digoxin" not in values(rx_drugs="")
    assert "digoxin" not in values(rx_drugs="99999|LISINOPRIL")


def test_a_steroid_without_its_duration_and_a_local_form_stay_unknown():
    found = values(rx_drugs="PREDNISONE|TACROLIMUS TOPICAL")

    assert "glucocorticoid_chronic" not in found
    assert "calcineurin_inhibitor" not in found


def test_an_odd_cell_is_told_and_not_used():
    found = case(creat_mgdl="high", bmi="1e9", calcium_mgdl="nan")

    assert "creatinine" not in found.values
    assert {notice.place.field for notice in found.notices} == {"creatinine", "bmi", "calcium"}
    assert found.notices[0].message == (
        "'1e9' is not a number. Write it with the digits 0 to 9, such as 0.78. "
        "The cell for 'bmi' was not used."
    )


def test_children_are_left_out_unless_asked_for():
    lines = ["SEQN,cycle,age,sex_code,vitd25oh_nmol", "1,2011-2012,17,1,50", "2,2011-2012,18,1,50"]

    assert len(list(read_survey(lines, dictionary=dictionary()))) == 1
    assert len(list(read_survey(lines, dictionary=dictionary(), youngest=0))) == 2


@pytest.mark.parametrize("lines", [[], ["a,b,c"], ["\x00"]])
def test_a_file_that_is_not_the_survey_is_refused(lines):
    with pytest.raises(UnableToReadSurvey, match="The file lacks the columns 'SEQN', 'cycle'"):
        list(read_survey(lines, dictionary=dictionary()))


def test_a_file_that_is_no_csv_is_refused():
    with pytest.raises(UnableToReadSurvey, match="This is not a CSV file"):
        list(read_survey(["a\rb"], dictionary=dictionary()))


def test_a_short_row_is_read_as_far_as_it_goes():
    lines = ["SEQN,cycle,age,sex_code,vitd25oh_nmol,rx_drugs", "1,2011-2012,40", "2,2011-2012,40,1"]

    assert [len(found.values) for found in read_survey(lines, dictionary=dictionary())] == [1, 2]


@pytest.mark.shared
@pytest.mark.skipif(not SURVEY.exists(), reason="The real inputs are not beside the project.")
def test_two_hundred_real_adults_become_cases_that_read_back():
    with gzip.open(SURVEY, "rt", encoding="utf-8") as lines:
        cases = list(islice(read_survey(lines, dictionary=dictionary()), 200))

    assert len(cases) == 200
    for found in cases:
        text = print_case(found, dictionary=dictionary())
        again = read_case(text, dictionary=dictionary())
        assert {name: value.value for name, value in again.values.items()} == {
            name: value.value for name, value in found.values.items()
        }
