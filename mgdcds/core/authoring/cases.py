"""Runs a worked patient against a rulebook: what was expected, what came out."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.report import Report, ReportedRule

NO_SUCH_RULE = "no such rule"


@dataclass(frozen=True)
class Difference:
    """One rule that came out otherwise than expected, with what is missing or in its way."""

    code: str
    expected: str
    actual: str
    missing: tuple[str, ...] = ()
    withheld_by: tuple[str, ...] = ()

    def describe(self) -> str:
        """This method will say what was expected of the rule and what came out."""
        found = f"{self.code} was expected to be '{self.expected}', but is '{self.actual}'"
        because = [f"missing {', '.join(self.missing)}"] if self.missing else []
        because += [f"withheld by {', '.join(self.withheld_by)}"] if self.withheld_by else []
        return f"{found} ({'; '.join(because)})." if because else f"{found}."


@dataclass(frozen=True)
class CaseLine:
    """One rule that a case asks about, as expected or not. `level` counts from one; 0 is none.

    `urgency` is that of the level in force, or the most urgent that could be.
    """

    code: str
    expected: str
    actual: str
    level: int = 0
    urgency: str = ""
    missing: tuple[str, ...] = ()
    withheld_by: tuple[str, ...] = ()

    @property
    def is_as_expected(self) -> bool:
        """Whether the rule came out as the case expects."""
        return self.expected == self.actual


@dataclass(frozen=True)
class CaseResult:
    """What came of a case. `report` is without reasons; `expected` counts the rules asked about."""

    case: Case
    passed: bool
    differences: tuple[Difference, ...]
    expected: int
    report: Report

    @property
    def lines(self) -> tuple[CaseLine, ...]:
        """Every rule that the case asks about, by code, with all that an author wants to see."""
        reported = {rule.code: rule for rule in self.report.rules}
        asked = [(code, status) for status, codes in self.case.expect.items() for code in codes]
        return tuple(_line(code, status, reported.get(code)) for code, status in sorted(asked))


def run_case(rulebook: Rulebook, case: Case) -> CaseResult:
    """This function will advise on the sheet of a case and compare every status that it expects."""
    sheet = sheet_of_case(case, dictionary=rulebook.dictionary)
    report = advise(rulebook, sheet, reasons=False)
    differences = compare_report(report, case)
    expected = sum(len(codes) for codes in case.expect.values())
    return CaseResult(case, not differences, differences, expected, report)


def compare_report(report: Report, case: Case) -> tuple[Difference, ...]:
    """This function will find the rules of a report that are otherwise than a case expects."""
    reported = {rule.code: rule for rule in report.rules}
    expected = [(code, status) for status, codes in case.expect.items() for code in codes]
    return tuple(
        _difference(code, status, reported.get(code))
        for code, status in sorted(expected)
        if code not in reported or reported[code].status != status
    )


def _line(code: str, expected: str, rule: ReportedRule | None) -> CaseLine:
    if rule is None:
        return CaseLine(code, expected, NO_SUCH_RULE)
    return CaseLine(
        code=code,
        expected=expected,
        actual=rule.status.value,
        level=rule.level + 1,
        urgency=rule.urgency.value,
        missing=rule.missing,
        withheld_by=rule.withheld_by,
    )


def _difference(code: str, expected: str, rule: ReportedRule | None) -> Difference:
    if rule is None:
        return Difference(code, expected, NO_SUCH_RULE)
    return Difference(code, expected, rule.status.value, rule.missing, rule.withheld_by)
