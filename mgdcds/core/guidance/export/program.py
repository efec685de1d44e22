"""The program that is exported: definitions, rules, and what each rule decides."""

from __future__ import annotations

from types import MappingProxyType

from mgdcds.core.engines.program import Program
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.export.conditions import name_conditions


def exported_program(rulebook: Rulebook) -> Program:
    """This function will answer the release's program with a name for every decision of a rule.

    `names.py` has the names. The judge can run it, and so can whoever wants to check an export.
    """
    decisions = {
        name: each for rule in rulebook.checked.values() for name, each in name_conditions(rule)
    }
    return Program(
        rulebook.dictionary,
        MappingProxyType({**rulebook.program.expressions, **decisions}),
        rulebook.program.labels,
    )
