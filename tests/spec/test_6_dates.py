"""Dates by the calendar. In these tables today is 22 November 2026."""


def test_whole_periods_between_two_dates(spec):
    spec("""
        d1          | d2          || years between d1 and d2 | months between d1 and d2
        @2000-02-29 | @2026-02-28 || 25                      | 311
        @2000-02-29 | @2026-03-01 || 26                      | 312
        @2026-03-01 | @2025-12-15 || 0                       | -2
        null        | @2026-03-01 || null                    | null
    """)


def test_weeks_and_days(spec):
    spec("""
        d1          || weeks between d1 and Today() | days between d1 and Today()
        @2026-11-22 || 0                            | 0
        @2026-11-08 || 2                            | 14
        @2026-11-23 || 0                            | -1
    """)


def test_a_date_moves_to_the_last_day_of_a_short_month(spec):
    spec("""
        d1          || d1 + 1 month | d1 - 1 year | d1 + 2 weeks
        @2024-02-29 || @2024-03-29  | @2023-02-28 | @2024-03-14
        @2026-01-31 || @2026-02-28  | @2025-01-31 | @2026-02-14
        null        || null         | null        | null
    """)
