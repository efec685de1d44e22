import datetime

import pytest

from mgdcds.core.values.dates import format_date, whole_years


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
