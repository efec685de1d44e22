"""A fact sheet as canonical JSON text, and back: what is stored with every evaluation."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from mgdcds.core.facts import problems
from mgdcds.core.facts.sheet import FactSheet, FactValue, Provenance, Recorded
from mgdcds.core.values.canonical import canonical_json
from mgdcds.core.values.problems import UnableTo

#: The number of this stored form. A change of the form needs a new number and keeps the old reader.
SHEET_FORMAT = 1


class UnableToReadSheet(UnableTo):
    """Stored text that is no fact sheet."""


def sheet_to_text(sheet: FactSheet) -> str:
    """This function will write a sheet as canonical JSON: only what was recorded."""
    return canonical_json(
        {
            "format": SHEET_FORMAT,
            "on": sheet.on,
            "values": {name: value_to_content(value) for name, value in sheet.values.items()},
            "set_aside": {
                name: {**value_to_content(value), "why": why}
                for name, (value, why) in sheet.set_aside.items()
            },
            "reviewed": sheet.reviewed,
            "limits": dict(sheet.limits),
            "limits_from": dict(sheet.limits_from),
        }
    )


def sheet_from_text(text: str) -> FactSheet:
    """This function will read a sheet back. Raises UnableToReadSheet on anything else."""
    try:
        content = json.loads(text)
        if content["format"] != SHEET_FORMAT:
            raise ValueError(f"its format is {content['format']}, not {SHEET_FORMAT}")
        return _sheet_from(content)
    except KeyError as error:
        raise UnableToReadSheet([problems.not_a_sheet(f"it lacks {error}")]) from error
    except (ValueError, TypeError, AttributeError, InvalidOperation) as error:
        detail = problems.shorten(error, length=80) or "it has another shape"
        raise UnableToReadSheet([problems.not_a_sheet(detail)]) from error
    except RecursionError as error:
        raise UnableToReadSheet([problems.not_a_sheet("it is nested too deeply")]) from error


def value_to_content(value: FactValue) -> dict[str, Any]:
    """This function will write one recorded value as plain data, without what is empty."""
    content = {
        **_tagged(value.value),
        "entered": value.entered,
        "unit": value.unit,
        "comparator": value.comparator,
        "on": value.on,
        "door": value.provenance.door,
        "detail": value.provenance.detail,
    }
    return {key: item for key, item in content.items() if item not in ("", None)}


def value_from_content(name: str, content: Mapping[str, Any]) -> FactValue:
    """This function will read one recorded value back from plain data."""
    on = content.get("on")
    return FactValue(
        name=name,
        value=_untagged(content),
        entered=content.get("entered", ""),
        unit=content.get("unit", ""),
        comparator=content.get("comparator", ""),
        on=None if on is None else datetime.date.fromisoformat(on),
        provenance=Provenance(content["door"], content.get("detail", "")),
    )


def _sheet_from(content: Mapping[str, Any]) -> FactSheet:
    values = {name: value_from_content(name, item) for name, item in content["values"].items()}
    aside = {
        name: (value_from_content(name, item), str(item["why"]))
        for name, item in content["set_aside"].items()
    }
    limits = {name: Decimal(value) for name, value in content["limits"].items()}
    return FactSheet(
        on=datetime.date.fromisoformat(content["on"]),
        values=MappingProxyType(values),
        set_aside=MappingProxyType(aside),
        reviewed=frozenset(content["reviewed"]),
        limits=MappingProxyType(limits),
        limits_from=MappingProxyType(dict(content["limits_from"])),
    )


def _tagged(value: Recorded) -> dict[str, Any]:
    if isinstance(value, bool):
        return {"kind": "boolean", "value": value}
    if isinstance(value, Decimal):
        return {"kind": "decimal", "value": value}
    if isinstance(value, datetime.date):
        return {"kind": "date", "value": value}
    return {"kind": "choice", "value": value}


def _untagged(content: Mapping[str, Any]) -> Recorded:
    kind, value = content["kind"], content["value"]
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind == "decimal":
        return Decimal(value)
    if kind == "date":
        return datetime.date.fromisoformat(value)
    if kind == "choice" and isinstance(value, str):
        return value
    raise ValueError(f"'{kind}' is not a kind of value")
