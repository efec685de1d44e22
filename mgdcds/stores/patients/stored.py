"""Recorded values as a row of columns, and back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.sheet import FactValue, Provenance, Recorded
from mgdcds.core.values.canonical import canonical_json, decimal_text
from mgdcds.core.values.problems import Problem
from mgdcds.core.values.quantity import round_arithmetic
from mgdcds.stores.patients import problems
from mgdcds.stores.patients.columns import FactColumn, fact_columns

#: The columns hold 12 digits before the point.
_TOO_LARGE = Decimal(10) ** 12
_TYPES: dict[Kind, tuple[type, str]] = {
    Kind.QUANTITY: (Decimal, "number"),
    Kind.NUMBER: (Decimal, "number"),
    Kind.BOOLEAN: (bool, "yes or no"),
    Kind.CHOICE: (str, "word"),
    Kind.DATE: (datetime.date, "date"),
}


def check_values(values: Mapping[str, FactValue]) -> list[Problem]:
    """This function will say which values have no column, another kind, or too many digits."""
    columns = {column.name: column for column in fact_columns()}
    found = []
    for name, value in values.items():
        if name not in columns:
            found.append(problems.fact_without_column(name))
        else:
            found += _check_value(columns[name], value.value)
    return found


def settle_values(values: Mapping[str, FactValue]) -> Mapping[str, FactValue]:
    """This function will round numbers as the columns do: what is evaluated is what is kept."""
    return MappingProxyType(
        {name: replace(value, value=_settled(value.value)) for name, value in values.items()}
    )


def columns_of(values: Mapping[str, FactValue]) -> dict[str, Any]:
    """This function will write values as the columns of a version. What is not recorded is null."""
    columns: dict[str, Any] = {}
    for column in fact_columns():
        value = values.get(column.name)
        if value is not None:
            columns[column.name] = value.value
            if column.is_dated:
                columns[column.date_name] = value.on
    return columns


def entered_text(values: Mapping[str, FactValue]) -> str:
    """This function will write what was typed, and where it came from, as canonical JSON."""
    return canonical_json({name: _entered(value) for name, value in values.items()})


def limits_text(limits: Mapping[str, Decimal]) -> str:
    """This function will write the results' own limits as canonical JSON."""
    return canonical_json(dict(limits))


def reviewed_text(reviewed: Collection[str]) -> str:
    """This function will write the lists gone through as canonical JSON."""
    return canonical_json(sorted(reviewed))


def values_of(row: Any) -> Mapping[str, FactValue]:
    """This function will read the values of a version from its columns and what was typed."""
    entered = json.loads(row.entered)
    values = {}
    for column in fact_columns():
        value = getattr(row, column.name)
        if value is not None:
            values[column.name] = _fact_value(column.name, value, entered.get(column.name, {}))
    return MappingProxyType(values)


def limits_of(row: Any) -> Mapping[str, Decimal]:
    """This function will read the limits of a version."""
    return MappingProxyType({name: Decimal(text) for name, text in json.loads(row.limits).items()})


def reviewed_of(row: Any) -> frozenset[str]:
    """This function will read the lists gone through."""
    return frozenset(json.loads(row.reviewed))


def _check_value(column: FactColumn, value: Recorded) -> list[Problem]:
    wanted, words = _TYPES[column.kind]
    if not isinstance(value, wanted):
        return [problems.value_of_wrong_kind(column.name, value, words)]
    if isinstance(value, Decimal) and not (value.is_finite() and abs(value) < _TOO_LARGE):
        return [problems.value_too_large(column.name, value)]
    return []


def _settled(value: Recorded) -> Recorded:
    if isinstance(value, Decimal):
        return Decimal(decimal_text(round_arithmetic(value)))
    return value


def _entered(value: FactValue) -> dict[str, str]:
    told = {
        "entered": value.entered,
        "unit": value.unit,
        "comparator": value.comparator,
        "on": "" if value.on is None else value.on.isoformat(),
        "door": value.provenance.door,
        "detail": value.provenance.detail,
    }
    return {name: text for name, text in told.items() if text}


def _fact_value(name: str, value: Recorded, told: Mapping[str, str]) -> FactValue:
    return FactValue(
        name=name,
        value=_settled(value),
        entered=told.get("entered", ""),
        unit=told.get("unit", ""),
        comparator=told.get("comparator", ""),
        on=datetime.date.fromisoformat(told["on"]) if "on" in told else None,
        provenance=Provenance(told.get("door", "case"), told.get("detail", "")),
    )
