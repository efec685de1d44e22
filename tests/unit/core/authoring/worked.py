"""A release of one rule with worked patients, made up for tests."""

from __future__ import annotations

from mgdcds.core.authoring.trials import Trials
from mgdcds.core.guidance.entries import EntryKind, make_entry
from tests.unit.core.guidance.small import FACTS, RULES, make_level, make_rule, small_rulebook

#: The facts, with what a magnesium can be.
_RANGED = FACTS.replace(
    'substance = "magnesium"', 'substance = "magnesium"\npossible = ["0.05", "10"]'
)


def make_case(expect, *, rule="B01", **facts):
    """Make a case of a rule from its expected status, and facts as they are written."""
    content = {"name": "A patient", "rule": rule, "on": "2026-11-22", "facts": facts}
    return content | {"expect": {expect: [rule]}}


def worked_rulebook(when, *cases, rules=None, **changes):
    """Load a release in which B01 has another condition, with cases of it: c1, c2 and so on."""
    entries = [make_entry(EntryKind.CASE, f"c{at}", each) for at, each in enumerate(cases, 1)]
    changed = dict.fromkeys(RULES, None) | {"S01": RULES["S01"]}
    changed |= {"B01": make_rule("B01", when, [make_level()])} | (rules or {})
    return small_rulebook(changed, more=entries, **changes)


def open_trials(when, *cases, ranges=False, **changes):
    """Load such a release and open its cases; with `ranges` not every value is possible."""
    facts = _RANGED if ranges else FACTS
    return Trials(worked_rulebook(when, *cases, facts=facts, **changes))
