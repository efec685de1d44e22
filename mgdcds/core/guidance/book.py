"""A release as one frozen value, ready to run. `rulebook.load_rulebook` makes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.scope import Scope
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.case import Case
from mgdcds.core.guidance.checked import CheckedBlock, CheckedRule
from mgdcds.core.guidance.entries import Entry
from mgdcds.core.guidance.evidence import Evidence
from mgdcds.core.guidance.rule import Rule


@dataclass(frozen=True)
class Definition:
    """A named expression, with the words about it."""

    name: str
    label: str
    note: str
    source: str
    expression: str
    checked: Checked


@dataclass(frozen=True, eq=False)
class Rulebook:
    """A release. Two are equal when their hashes are: callers keep them by `hash`.

    `checked` has the rules as they run and `blocks` the rules that stand behind each gate.
    `scope` has every name with its type, for authors.
    """

    hash: str
    label: str
    dictionary: Dictionary
    program: Program
    scope: Scope
    rules: Mapping[str, Rule]
    definitions: Mapping[str, Definition]
    cases: Mapping[str, Case]
    evidence: Evidence
    checked: Mapping[str, CheckedRule]
    blocks: Mapping[str, tuple[CheckedBlock, ...]]
    entries: tuple[Entry, ...]
