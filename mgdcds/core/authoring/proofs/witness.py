"""A witness in words."""

from __future__ import annotations

from decimal import Decimal

from mgdcds.core.authoring.proofs.answers import Answer
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_print import case_to_content
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.values.canonical import decimal_text


def describe_witness(rulebook: Rulebook, answer: Answer) -> str:
    """This function will write the patient of an answer on one line: "case `b01_at_30`", or facts.

    '' where there is none.
    """
    if answer.case:
        return f"case `{answer.case}`"
    return "" if answer.witness is None else _facts(rulebook, answer.witness)


def _facts(rulebook: Rulebook, case: Case) -> str:
    content = case_to_content(case, dictionary=rulebook.dictionary)
    values = {**content.get("facts", {}), **content.get("limits", {})}
    words = [f"{name} {_value(value)}" for name, value in values.items()]
    return "; ".join(words) or "nothing recorded"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return decimal_text(value) if isinstance(value, Decimal) else str(value)
