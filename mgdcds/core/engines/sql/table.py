"""What a table of assessments looks like: where each fact stands, and where its date and limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Column:
    """The column of a fact: canonical values, null where nothing is recorded.

    `dated` names the column with the value's own date, or is '' when the table has none: such
    a value never goes stale.
    """

    name: str
    dated: str = ""


@dataclass(frozen=True)
class Table:
    """A table, or a query, with a row for each assessment.

    `key` names the column that tells rows apart, `on` the one with the day of the assessment.
    A fact without a column is unknown in every row. `limits` names a text column with the
    results' own limits as a JSON object by parameter ('' for none), and `limit_columns` numeric
    columns with such limits. `profile` is the clinic's ("us", "eu", "si"). `query`, in the
    dialect of the database, is read in place of a table of that name. `exact` says that numbers
    are stored as NUMERIC and not in double precision.
    """

    name: str
    facts: Mapping[str, Column]
    key: str = "id"
    on: str = "on"
    limits: str = ""
    limit_columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    profile: str | None = None
    query: str = ""
    exact: bool = False
