"""Numbers in files that somebody else made: exact, and never more than anybody means."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

#: No clinical value needs more, and a number such as 1e999999999 would fill the memory.
MOST_DIGITS = 400


def parse_decimal(text: str) -> Decimal:
    """This function will parse the text of a number exactly.

    It raises ValueError, in words, when the number has more than 400 digits. Infinity and
    not-a-number pass: they are numbers to some, and refused where they are used.
    """
    try:
        value = Decimal(text) if len(text) <= MOST_DIGITS else None
    except InvalidOperation:
        value = None
    if value is None or (value.is_finite() and abs(value.adjusted()) > MOST_DIGITS):
        raise ValueError(f"a number has more than {MOST_DIGITS} digits")
    return value


def parse_integer(text: str) -> int:
    """This function will parse the text of a whole number; ValueError above 400 digits."""
    return int(parse_decimal(text))
