"""The day of a patient: magnesium keeps its hours from every other medicine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.pages.advice.day_plan import Apart, compose_day, find_time, read_hours
from tests.unit.pages.advice.leaflets import plan_of


def item(verb, target, *details, limit=""):
    return PlanItem(verb, target, details, limit, "", Urgency.ROUTINE, ("X01",))


def separate(target, detail):
    return item(Verb.SEPARATE, target, detail)


def rows_of(day):
    return [(row.time, row.what) for row in day.rows]


MAGNESIUM = item(Verb.START, "magnesium supplement")
FOUR_APART = "from magnesium: at least 4 hours apart"


@pytest.mark.parametrize(
    ("detail", "before", "after"),
    [
        ("at least 4 hours apart; usual label advice", 4, 4),
        ("2 hours before, or 6 hours after magnesium", 2, 6),
        ("at least 2 hours before, or 4 to 6 hours after magnesium", 2, 6),
        (
            "2 hours before, or 4 to 6 hours after; moxifloxacin 4 hours before, or 8 hours after",
            4,
            8,
        ),
        ("at least 2 hours after magnesium", 0, 2),
        ("at least 2 hours apart, the bisphosphonate first and fasting", 2, 2),
    ],
)
def test_the_hours_are_read_from_the_words_of_the_rule(detail, before, after):
    assert read_hours(detail) == Apart(before, after)


@pytest.mark.parametrize("detail", ["", "not together", "ask the pharmacist"])
def test_hours_that_are_not_told_are_not_invented(detail):
    assert read_hours(detail) is None


@pytest.mark.parametrize(
    "slug",
    [
        "m02_levothyroxine",
        "m02_tetracycline",
        "m02_quinolone",
        "m02_bisphosphonate_oral",
        "m02_integrase_inhibitor",
        "m02_eltrombopag",
        "m02_penicillamine",
        "m02_gabapentin",
        "m02_mycophenolate",
    ],
)
def test_the_hours_of_every_shipped_medicine_can_be_read(slug):
    found = [line for line in plan_of(slug).items if line.verb is Verb.SEPARATE]

    assert len(found) == 1
    assert read_hours("; ".join(found[0].details)) is not None


def test_without_other_medicines_magnesium_goes_with_the_evening_meal():
    day = compose_day([MAGNESIUM], separated=[], takes_magnesium=False)

    assert rows_of(day) == [("18:30", "Start taking magnesium tablets or powders.")]
    assert day.apart == ()


def test_divided_doses_are_two_rows():
    divided = item(Verb.START, "magnesium supplement", "elemental, in divided doses")

    day = compose_day([divided], separated=[], takes_magnesium=False)

    assert [row.time for row in day.rows] == ["08:00", "18:30"]


def test_thyroid_tablets_come_on_waking_and_magnesium_four_hours_later():
    day = compose_day(
        [MAGNESIUM], separated=[separate("levothyroxine", FOUR_APART)], takes_magnesium=False
    )

    assert rows_of(day) == [
        ("07:00", "Your thyroid tablets, as prescribed."),
        ("12:30", "Start taking magnesium tablets or powders."),
    ]
    assert day.apart == ("Keep 4 hours between magnesium and your thyroid tablets.",)


def test_a_second_dose_waits_until_the_hours_are_over():
    found = separate("quinolone", "2 hours before, or 6 hours after magnesium")

    day = compose_day([MAGNESIUM], separated=[found], takes_magnesium=False)

    assert day.rows[0].what == (
        "Your quinolone antibiotic, as prescribed. If you take it again that day: not before 18:30."
    )


def test_divided_magnesium_is_one_dose_where_hours_are_kept():
    divided = item(Verb.START, "magnesium supplement", "in divided doses")
    found = separate("mycophenolate", "at least 2 hours apart")

    day = compose_day([divided], separated=[found], takes_magnesium=False)

    assert [row.time for row in day.rows] == ["08:00", "12:30"]


def test_magnesium_that_is_taken_already_has_its_time():
    found = separate("levothyroxine", FOUR_APART)

    day = compose_day([], separated=[found], takes_magnesium=True)

    assert ("12:30", "Your magnesium tablets or powders.") in rows_of(day)


def test_hidden_magnesium_has_no_time_but_keeps_its_hours():
    day = compose_day([], separated=[separate("levothyroxine", FOUR_APART)], takes_magnesium=False)

    assert day.rows == ()
    assert day.apart == ("Keep 4 hours between magnesium and your thyroid tablets.",)


def test_what_cannot_be_read_is_left_to_the_pharmacist():
    day = compose_day(
        [MAGNESIUM], separated=[separate("gabapentin", "not together")], takes_magnesium=False
    )

    assert day.apart == ("Ask your pharmacist when to take gabapentin and magnesium.",)


def test_hours_that_fill_the_day_leave_no_time_for_magnesium():
    day = compose_day(
        [MAGNESIUM],
        separated=[separate("levothyroxine", "12 hours apart")],
        takes_magnesium=False,
    )

    assert day.rows == ()
    assert day.apart == ("Keep 12 hours between magnesium and your thyroid tablets.",)


HOURS = st.builds(Apart, st.integers(0, 12), st.integers(0, 12))
MEDICINES = st.sampled_from(["levothyroxine", "bisphosphonate", "quinolone", "gabapentin"])


@given(st.lists(st.tuples(MEDICINES, HOURS), max_size=4))
def test_the_time_of_magnesium_keeps_every_hour(chosen):
    known = [(separate(target, ""), apart) for target, apart in chosen]

    minute = find_time(known)

    for found, apart in known if minute is not None else []:
        first = 7 * 60 if found.target in ("levothyroxine", "bisphosphonate") else 8 * 60
        assert minute - first >= apart.before * 60
        assert first + 24 * 60 - minute >= apart.after * 60


def test_what_a_team_decides_is_not_started_by_a_leaflet():
    team = item(Verb.REFER, "transplant team")

    day = compose_day([team, MAGNESIUM], separated=[], takes_magnesium=False)

    assert rows_of(day) == [
        ("18:30", "Magnesium tablets or powders, only once your transplant team agrees.")
    ]
