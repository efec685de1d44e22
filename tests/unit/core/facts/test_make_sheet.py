import datetime
from decimal import Decimal

import pytest

from mgdcds.core.facts.make_sheet import expand_reviewed, make_sheet
from mgdcds.core.facts.sheet import FactValue
from tests.unit.core.facts.with_limits import ON, dictionary


def magnesium(days_old):
    on = ON - datetime.timedelta(days=days_old)
    return {"magnesium": FactValue("magnesium", Decimal("0.8"), on=on)}


def sheet(values, **more):
    return make_sheet(dictionary(), values, on=ON, **more)


def test_a_list_gone_through_turns_what_is_not_ticked_into_a_no():
    ticked = {"sarcoidosis": FactValue("sarcoidosis", True)}

    values = expand_reviewed(dictionary(), ticked, ["conditions"])

    assert values["sarcoidosis"].value is True
    assert values["lymphoma"].value is False
    assert values["lymphoma"].provenance.detail == "the list of conditions was gone through"
    assert "ppi" not in values


def test_medicines_include_active_vitamin_d_and_hidden_magnesium():
    values = expand_reviewed(dictionary(), {}, ["medicines"])

    assert values["active_vitamin_d"].value is False
    assert values["magnesium_product_hidden"].value is False


def test_a_list_nobody_went_through_stays_unknown():
    assert expand_reviewed(dictionary(), {}, []) == {}


def test_a_number_among_the_medicines_is_not_turned_into_a_no():
    assert "ppi_days" not in expand_reviewed(dictionary(), {}, ["medicines"])


@pytest.mark.parametrize(("days_old", "usable"), [(0, True), (90, True), (91, False)])
def test_a_value_is_usable_to_the_last_day_of_its_window(days_old, usable):
    made = sheet(magnesium(days_old))

    assert ("magnesium" in made.values) is usable
    assert made.why_unknown("magnesium") == ("not recorded" if usable else "stale")


def test_a_value_without_a_date_of_its_own_is_of_today():
    assert sheet({"magnesium": FactValue("magnesium", Decimal("0.8"))}).get("magnesium") == Decimal(
        "0.8"
    )


def test_a_haemolysed_magnesium_is_set_aside():
    values = {
        **magnesium(0),
        "magnesium_haemolysed": FactValue("magnesium_haemolysed", True),
    }

    made = sheet(values)

    assert made.get("magnesium") is None
    assert made.why_unknown("magnesium") == "haemolysed"
    assert made.get("magnesium_haemolysed") is True


def test_a_sample_that_was_not_haemolysed_is_used():
    values = {**magnesium(0), "magnesium_haemolysed": FactValue("magnesium_haemolysed", False)}

    assert sheet(values).get("magnesium") == Decimal("0.8")


def test_limits_come_from_the_release_at_last():
    made = sheet({})

    assert made.limits["magnesium_uln"] == Decimal("1.05")
    assert made.limits_from["magnesium_uln"] == "release"


def test_the_profile_of_the_clinic_comes_before_the_release():
    made = sheet({}, profile="eu")

    assert made.limits["magnesium_supplement_ul"] == 250
    assert made.limits_from["magnesium_supplement_ul"] == "clinic"
    assert made.limits_from["magnesium_uln"] == "release"


def test_the_limit_of_the_result_comes_before_both():
    made = sheet({}, limits={"magnesium_supplement_ul": Decimal(300)}, profile="eu")

    assert made.limits["magnesium_supplement_ul"] == 300
    assert made.limits_from["magnesium_supplement_ul"] == "result"


def test_an_unknown_profile_changes_nothing():
    assert sheet({}, profile="mars").limits["magnesium_supplement_ul"] == 350
