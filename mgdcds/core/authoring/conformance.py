"""Runs the HL7 tests of CQL (the XML of cqframework/cql-tests) on the judge.

A test passes, fails, or is skipped because what it asks lies outside of the profile; the
reason names that. A test that is marked invalid passes when it is refused.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from mgdcds.core.authoring.hl7_tests import Hl7Test
from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Call, ListOf, Node, QuantityLiteral, walk
from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.engines.constants import find_valueless_parts
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.judge.comparison import equal
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet

#: Spans of the clock, by which the standard does not move a date.
_BY_CLOCK = frozenset({"d", "wk"})
_DAY = datetime.date(2026, 11, 22)
_LONGEST = 100
#: What the profile leaves out, by how it is written. The first that is found is named.
_OUTSIDE: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.DOTALL))
    for name, pattern in (
        ("date and time of day (DateTime)", r"DateTime|@[0-9-]+T|\bNow\("),
        ("time of day (Time)", r"@T|\bTime\b|TimeOfDay"),
        ("a date of less precision than a day", r"@[0-9]{4}(-[0-9]{2})?(?![-0-9])"),
        ("tuple", r"\bTuple\s*\{"),
        ("ratio", r"'\s*:\s*[0-9]"),
        ("code and concept", r"\b(Code|Concept|ValueSet|CodeSystem)\b"),
        ("instance of a class", r"\b[A-Z]\w*\s*\{\s*\w+\s*:"),
        ("part of a date",
         r"\b(date|time|timezone|timezoneoffset|year|month|day|hour|minute|second|millisecond)"
         r"\s+from\b"),
        ("list operator",
         r"\b(flatten|distinct|singleton\s+from)\b|"
         r"\b(First|Flatten|IndexOf|Last|Skip|Slice|Tail|Take)\("),
        ("query", r"\b(from|where|return|sort|aggregate|let|with|without)\b\s+[\w(\[{]"),
        ("precision of a comparison",
         r"\b(year|month|week|day|hour|minute|second|millisecond)s?\s+of\b"),
        ("timing relative to a period",
         r"\b(within|occurs|or (more|less))\b|\bsame\s+\w+\s+(as|or)"),
        ("duration and difference", r"\b(duration|difference)\s+in\b"),
        ("conversion to a type", r"\bconvert\b.*\bto\s+[A-Z]|\bTo[A-Z]\w+\("),
        ("test of a type", r"\bis\s+[A-Z]|\bis\s+not\s+[A-Z]"),
        ("naming the type of a value", r"\bcast\b|(?<!null) as\s+[A-Z]"),
        ("element of a list by its number", r"[\])}']\s*\[\s*-?[0-9]"),
        ("function of texts",
         r"\b(Combine|Concatenate|EndsWith|LastPositionOf|Length|Lower|Matches|PositionOf|"
         r"ReplaceMatches|Split|SplitOnMatches|StartsWith|Substring|Upper)\("),
        ("statistics of a list",
         r"\b(AllTrue|AnyTrue|Avg|GeometricMean|Median|Mode|PopulationStdDev|PopulationVariance|"
         r"Product|StdDev|Variance)\("),
        ("joining texts", r"&|'\s*\+\s*'"),
        ("step of collapse or expand", r"\bper\b"),
    )
)  # fmt: skip


class Outcome(StrEnum):
    """What came of a test."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Verdict:
    """A test and its outcome: why it was skipped, or what came out instead of its output."""

    test: Hl7Test
    outcome: Outcome
    reason: str = ""


class _Refused(Exception):
    """The judge does not take the expression."""


def run_test(test: Hl7Test) -> Verdict:
    """This function will run one test."""
    verdict = Verdict(test, Outcome.PASSED)
    if reason := _why_not_a_test(test):
        return _skipped(verdict, reason)
    if test.is_invalid:
        return _run_invalid(verdict)
    sources = {"": test.expression, "The output: ": test.output or ""}
    for which, source in sources.items():
        try:
            outside = _otherwise_in_rules(_checked(_parse(source)))
        except _Refused as refused:
            outside = str(refused)
        if outside:
            return _skipped(verdict, f"{which}{_reason(source, outside)}")
    found, wanted = _answers(test.expression, test.output or "")
    return verdict if is_same(found, wanted) else _failed(verdict, found, test.output or "")


def _why_not_a_test(test: Hl7Test) -> str:
    if test.is_library:
        return "Outside of the profile: a test of a whole library."
    if not test.expression:
        return "The test has no expression."
    if test.is_invalid:
        return ""
    if test.output is None:
        return "The test names no output."
    return f"The test names {test.outputs} outputs." if test.outputs > 1 else ""


def _otherwise_in_rules(checked: Checked) -> str:
    """What the rule language takes otherwise than the standard, as a sentence; "" for nothing."""
    nodes = tuple(walk(checked.tree))
    units = {node.unit for node in nodes if isinstance(node, QuantityLiteral)}
    if units & _BY_CLOCK and any(node.type.base == "date" for node in nodes):
        return "A date is moved by time of the clock, which rules take for time of the calendar."
    names = (node.operator for node in find_valueless_parts(checked) if isinstance(node, Call))
    return "An interval is expanded further than a rule needs." if "Expand" in names else ""


def is_same(found: Any, wanted: Any) -> bool:
    """This function will tell whether a value is the one that a test wants, in one unit."""
    if found is None or wanted is None:
        return found is wanted
    if isinstance(found, bool) != isinstance(wanted, bool):
        return False
    if isinstance(found, tuple) and isinstance(wanted, tuple):
        return len(found) == len(wanted) and all(map(is_same, found, wanted))
    return found == wanted or (type(found) is type(wanted) and equal(found, wanted) is True)


def count(verdicts: tuple[Verdict, ...]) -> Mapping[str, int]:
    """This function will count the outcomes, each of them, also where there is none."""
    outcomes = [verdict.outcome for verdict in verdicts]
    return {outcome.value: outcomes.count(outcome) for outcome in Outcome}


def _run_invalid(verdict: Verdict) -> Verdict:
    try:
        checked = _checked(_parse(verdict.test.expression))
    except _Refused:
        return verdict
    if find_valueless_parts(checked):
        return verdict
    return _failed(verdict, _value(checked), "a refusal")


def _answers(expression: str, output: str) -> tuple[Any, Any]:
    """Both values, in the units and numbers that they have in common."""
    trees = (_parse(expression), _parse(output))
    try:
        found, wanted = _value(_checked(ListOf(trees)))
    except _Refused:
        # They are of different kinds, so they are the same only where both are null.
        found, wanted = (_value(_checked(tree)) for tree in trees)
    return found, wanted


def _value(checked: Checked) -> Any:
    return open_sheet(Program(Scope().dictionary), FactSheet(on=_DAY)).answer_tree(checked).value


def _parse(source: str) -> Node:
    try:
        return parse_expression(source)
    except UnableToParse as unable:
        raise _Refused(unable.problems[0].message) from None


def _checked(tree: Node) -> Checked:
    checked = check_expression(tree, scope=Scope())
    if checked.problems:
        raise _Refused(checked.problems[0].message)
    return checked


def _failed(verdict: Verdict, found: Any, wanted: str) -> Verdict:
    reason = f"'{_shown(found)}' came out instead of '{_shown(wanted)}'."
    return replace(verdict, outcome=Outcome.FAILED, reason=reason)


def _skipped(verdict: Verdict, reason: str) -> Verdict:
    return replace(verdict, outcome=Outcome.SKIPPED, reason=reason)


def _reason(source: str, sentence: str) -> str:
    construct = next((name for name, pattern in _OUTSIDE if pattern.search(source)), "")
    return "Outside of the profile: " + (f"{construct}. {sentence}" if construct else sentence)


def _shown(value: Any) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
