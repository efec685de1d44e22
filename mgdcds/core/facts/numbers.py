"""Numbers, limits and dates as people and machines write them."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.dictionary.units import INVISIBLE
from mgdcds.core.facts import problems
from mgdcds.core.values.problems import Place, Problem

_COMPARATORS = {"<": "<", ">": ">", "≤": "<=", "≥": ">=", "<=": "<=", ">=": ">="}
_LIMIT = re.compile(r"(<=|>=|<|>|≤|≥)?\s*(.*)", re.DOTALL)
_PLAIN = re.compile(r"[0-9]{1,15}(\.[0-9]{1,20})?|\.[0-9]{1,20}")
_COMMA = re.compile(r"[0-9]{1,15},[0-9]{1,20}")
_QUANTITY = re.compile(r"((?:<=|>=|<|>|≤|≥)?\s*[-+−]?[.,]?[0-9][0-9.,eE+-]*)\s*(\S.*)?", re.DOTALL)
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDS = re.compile(r"([0-9]{1,2}) ([A-Za-z]{3,9}) ([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Number:
    """A number as read: its value, its text with a decimal point, and its comparator."""

    value: Decimal
    text: str
    comparator: str = ""
    notice: Problem | None = None


def parse_number(text: str, *, place: Place, label: str) -> Number | Problem:
    """This function will parse a number or a limit such as '<4', or answer what is wrong.

    Only the digits 0 to 9 count; exponents, infinity and not-a-number are no numbers here.
    A decimal comma is understood where it cannot be a thousands mark.
    """
    found = _LIMIT.fullmatch(clean(text))
    sign, digits = (found[1] or "", found[2]) if found else ("", text)
    if _PLAIN.fullmatch(digits):
        return Number(Decimal(digits), digits, _COMPARATORS.get(sign, ""))
    if _COMMA.fullmatch(digits):
        return _with_comma(digits, sign, place)
    if digits.startswith(("-", "−")) and _PLAIN.fullmatch(digits[1:]):
        return problems.negative(place, found=digits, label=label)
    return problems.not_a_number(place, found=text)


def split_quantity(text: str) -> tuple[str, str]:
    """This function will split '18 ng/mL' into its number and its unit; the unit may be ''."""
    found = _QUANTITY.fullmatch(clean(text))
    return (found[1].strip(), (found[2] or "").strip()) if found else (text, "")


def parse_date(text: str, *, place: Place) -> datetime.date | Problem:
    """This function will parse a date written as 2026-11-22 or 22 Nov 2026."""
    cleaned = clean(text)
    parts = _iso_parts(cleaned) or _word_parts(cleaned)
    try:
        return datetime.date(*parts) if parts else problems.not_a_date(place, found=text)
    except ValueError:
        return problems.not_a_date(place, found=text)


def clean(text: str) -> str:
    """This function will drop unseen characters and the spaces around a text."""
    return INVISIBLE.sub("", text).strip()


def _with_comma(digits: str, sign: str, place: Place) -> Number | Problem:
    whole, decimals = digits.split(",")
    if len(decimals) == 3 and whole != "0":
        return problems.thousands_or_decimals(place, found=digits)
    text = f"{whole}.{decimals}"
    notice = problems.comma_read_as_point(place, found=digits, read=text)
    return Number(Decimal(text), text, _COMPARATORS.get(sign, ""), notice)


def _iso_parts(text: str) -> tuple[int, int, int] | None:
    found = _ISO.fullmatch(text)
    return (int(found[1]), int(found[2]), int(found[3])) if found else None


def _word_parts(text: str) -> tuple[int, int, int] | None:
    found = _WORDS.fullmatch(text)
    month = found[2][:3].lower() if found else ""
    if found is None or month not in _MONTHS:
        return None
    return (int(found[3]), _MONTHS.index(month) + 1, int(found[1]))
