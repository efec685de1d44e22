"""Writing a case as a file that reads back as the same case."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from mgdcds.core.dictionary.convert import beyond_limit
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.case import STATUSES, Case
from mgdcds.core.facts.limits import print_limits
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.toml import write_toml

_BACK = {"<": ">", ">": "<"}


def print_case(case: Case, *, dictionary: Dictionary) -> str:
    """This function will write a case as TOML, with facts in form order, as they were entered."""
    return write_toml(case_to_content(case, dictionary=dictionary))


def case_to_content(case: Case, *, dictionary: Dictionary) -> dict[str, Any]:
    """This function will write a case as plain data, in the order of the file."""
    content = {
        "name": case.name,
        "rule": case.rule,
        "note": case.note,
        "on": case.on,
        "reviewed": sorted(case.reviewed),
        "profile": case.profile,
        "facts": {
            name: _fact_to_content(fact, case.values[name])
            for name, fact in dictionary.facts.items()
            if name in case.values
        },
        "limits": print_limits(dictionary, case.limits),
        "expect": {
            status: list(case.expect[status]) for status in STATUSES if status in case.expect
        },
    }
    return {key: value for key, value in content.items() if value or key == "name"}


def _fact_to_content(fact: Fact, value: FactValue) -> Any:
    plain = _plain(fact, value)
    if value.on is None:
        return plain
    if fact.kind is not Kind.QUANTITY:
        return {"value": plain, "on": value.on}
    number, _, unit = str(plain).partition(" ")
    return {"value": number, "unit": unit, "on": value.on}


def _plain(fact: Fact, value: FactValue) -> bool | str | Decimal | int | datetime.date:
    found = value.value
    if not isinstance(found, Decimal):
        return found
    if fact.kind is Kind.NUMBER:
        return int(found) if found == found.to_integral_value() else found
    if value.entered:
        return f"{value.comparator}{value.entered} {value.unit or fact.unit}"
    limit = beyond_limit(fact, found, comparator=_BACK.get(value.comparator, ""))
    return f"{value.comparator}{decimal_text(limit)} {fact.unit}"
