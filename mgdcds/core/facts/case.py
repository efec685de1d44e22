"""A worked patient: facts in, expected statuses out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.problems import Problem

STATUSES = ("fires", "withheld", "unknown", "not_met")


@dataclass(frozen=True)
class Case:
    """A worked patient. `values` are as written: lists that were gone through are not expanded.

    `expect` has rule codes by status: any subset of the rules. `rule` is the rule that the
    case belongs to. `profile` is the limits profile of the clinic ("us", "eu", "si" or "").
    """

    name: str
    on: datetime.date
    reviewed: frozenset[str] = frozenset()
    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    limits: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    expect: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    rule: str = ""
    note: str = ""
    profile: str = ""
    questions: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
