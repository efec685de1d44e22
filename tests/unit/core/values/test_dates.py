import datetime

import pytest

from mgdcds.core.values.dates import (
    add_days,
    add_months,
    format_date,
    whole_months,
    whole_years,
)


def test_a_date_is_written_with_the_short_month():
    assert format_date(datetime.date(2026, 11, 2)) == "2 Nov 2026"


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (datetime.date(2026, 2, 28), 25),
        (datetime.date(2026, 3, 1), 26),
        (datetime.date(2028, 2, 29), 28),
    ],
)
def test_an_age_is_the_number_of_completed_years(on, age):
    assert whole_years(datetime.date(2000, 2, 29), on=on) == age


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (datetime.date(2026, 1, 31), datetime.date(2026, 2, 28), 0),
        (datetime.date(2026, 1, 31), datetime.date(2026, 3, 31), 2),
        (datetime.date(2025, 12, 1), datetime.date(2026, 3, 1), 3),
        (datetime.date(2026, 3, 1), datetime.date(2025, 12, 15), -2),
    ],
)
def test_months_between_are_completed_months(start, end, months):
    assert whole_months(start, end=end) == months


def test_a_month_that_is_too_short_gives_its_last_day():
    assert add_months(datetime.date(2026, 1, 31), months=1) == datetime.date(2026, 2, 28)
    assert add_months(datetime.date(2024, 2, 29), months=-12) == datetime.date(2023, 2, 28)


def test_beyond_the_calendar_there_is_no_date():
    assert add_months(datetime.date(9999, 12, 1), months=1) is None
    assert add_days(datetime.date(9999, 12, 31), days=1) is None
    assert add_days(datetime.date(1, 1, 1), days=-1) is None
    assert add_days(datetime.date(2026, 2, 28), days=1) == datetime.date(2026, 3, 1)
