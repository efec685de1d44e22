"""One typed, nullable, bare column for each fact of the shipped dictionary.

The columns are bare (no label, no help, no choices), so that a change of words never
causes a migration. They only grow in number: a fact is retired, never removed.
Only name, kind and freshness are read here, so that a mistake elsewhere in a
declaration is reported by the knowledge check and not by a program that does not start.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.db import models

import mgdcds
from mgdcds.core.dictionary.fact import Kind

FACTS = Path(mgdcds.__file__).parent / "knowledge" / "facts"


@dataclass(frozen=True)
class FactColumn:
    """The column of a fact, and whether a column for the value's own date stands beside it."""

    name: str
    kind: Kind
    is_dated: bool

    @property
    def date_name(self) -> str:
        """The name of the column that holds the value's own date."""
        return f"{self.name}_on"


@cache
def fact_columns() -> tuple[FactColumn, ...]:
    """This function will load the columns from the shipped fact files, in their order."""
    return tuple(
        FactColumn(fact["name"], Kind(fact["kind"]), fact.get("fresh_days") is not None)
        for path in sorted(FACTS.glob("*.toml"))
        for fact in tomllib.loads(path.read_text(encoding="utf-8")).get("fact", ())
    )


def column_names() -> frozenset[str]:
    """This function will answer the names of all fact columns and their date columns."""
    names = {column.name for column in fact_columns()}
    return frozenset(names | {column.date_name for column in fact_columns() if column.is_dated})


def make_fields() -> dict[str, models.Field[Any, Any]]:
    """This function will make a Django field for each column."""
    fields: dict[str, models.Field[Any, Any]] = {}
    for column in fact_columns():
        fields[column.name] = _field(column.kind)
        if column.is_dated:
            fields[column.date_name] = models.DateField(null=True)
    return fields


def _field(kind: Kind) -> models.Field[Any, Any]:
    if kind in (Kind.QUANTITY, Kind.NUMBER):
        return models.DecimalField(max_digits=20, decimal_places=8, null=True)
    if kind is Kind.BOOLEAN:
        return models.BooleanField(null=True)
    if kind is Kind.DATE:
        return models.DateField(null=True)
    return models.CharField(max_length=60, null=True)
