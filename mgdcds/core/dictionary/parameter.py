"""A site parameter: a laboratory limit or an upper level that a clinic or a result may replace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType


@dataclass(frozen=True)
class Parameter:
    """One parameter.

    `like` names the fact whose substance and units it shares. `value` is the release's
    default and `profiles` what a clinic's profile says instead ("us", "eu", "si"); both are in
    `unit`, the canonical unit of that fact.
    """

    name: str
    label: str
    like: str
    value: Decimal
    unit: str
    profiles: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
