"""Advice as plain text, for reading in a terminal: safety first, notices last."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.authoring.cases import compare_report
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.plan import Plan, PlanItem
from mgdcds.core.guidance.plans import is_safety, propose
from mgdcds.core.guidance.report import ActionState, Report, ReportedAction, ReportedRule, Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.words import CERTAINTY, STRENGTH, URGENCY
from mgdcds.pages.exchange.gaps import WHY_NOT_USED, gaps_of
from mgdcds.pages.exchange.page import Page
from mgdcds.pages.exchange.problems import UNDER_NOTICE
from mgdcds.pages.exchange.reading import Subject
from mgdcds.pages.exchange.wording import (
    ReadFact,
    action_words,
    plan_words,
    read_facts_of,
    stands_against,
)

#: What is told first: that the patient has died, that a rule or a source is withdrawn.
_TOLD_FIRST = frozenset({"FHIR.N005", UNDER_NOTICE})
_INDENT = 5
_LEAD = 15
_INTENDED = (
    "It supports a clinician's judgement; it is not a diagnosis or an order. "
    "Each piece of advice names its reasons, so that it can be checked alone."
)


def present_text(report: Report, subject: Subject, rulebook: Rulebook, *, release: str) -> str:
    """This function will write advice for a terminal.

    `release` says in words which release it is from.
    """
    page, dictionary = Page(), rulebook.dictionary
    _write_head(page, report, subject, release)
    for heading, rules in _rooms(report):
        _write_rules(page, heading, rules, rulebook)
    _write_plan(page, propose(report))
    _write_missing(page, report, dictionary)
    _write_not_met(page, report)
    _write_facts(page, read_facts_of(dictionary, subject.sheet))
    _write_remarks(page, "Questions about the values", subject.questions)
    _write_remarks(page, "Notices: what was skipped, and why", subject.notices)
    _write_expectations(page, report, subject)
    return page.text()


def _write_head(page: Page, report: Report, subject: Subject, release: str) -> None:
    page.write(f"Advice on magnesium and vitamin D: {subject.name}")
    page.write(f"Assessed on {format_date(report.on)} with {release}.")
    page.write(_INTENDED)
    for notice in subject.notices:
        if notice.code in _TOLD_FIRST:
            page.write(notice.message)


def _rooms(report: Report) -> Iterable[tuple[str, list[ReportedRule]]]:
    fired = report.by_status(Status.FIRES)
    first = [rule for rule in fired if is_safety(rule)]
    rest = [rule for rule in fired if not is_safety(rule)]
    yield "Safety first", first
    yield "Recommended", [rule for rule in rest if not _only_informs(rule)]
    yield "Withheld for safety", list(report.by_status(Status.WITHHELD))
    yield "For information", [rule for rule in rest if _only_informs(rule)]


def _only_informs(rule: ReportedRule) -> bool:
    return rule.urgency is Urgency.INFORMATION


def _write_rules(page: Page, heading: str, rules: list[ReportedRule], rulebook: Rulebook) -> None:
    if rules:
        page.heading(heading)
    for rule in rules:
        _write_rule(page, rule, rulebook.dictionary)
        sources = (rulebook.evidence.sources[key].name for key in rule.evidence)
        page.write("; ".join(sources), lead="     Evidence", indent=_LEAD)
        page.gap()


def _write_rule(page: Page, rule: ReportedRule, dictionary: Dictionary) -> None:
    page.sides(f"{rule.code}  {rule.title}", str(URGENCY[rule.urgency]))
    page.write(_grade(rule), indent=_INDENT)
    if rule.status is Status.WITHHELD:
        why = stands_against(dictionary, withheld_by=rule.withheld_by, missing=rule.missing)
        page.write(f"Not advised now: {why}. It would read:", indent=_INDENT)
    page.write(rule.clinician, indent=_INDENT)
    for tag in rule.tags:
        page.write(tag, lead="     Note:", indent=_LEAD)
    _write_list(page, "     Because", rule.because)
    _write_list(page, "     Do", (_action(action) for action in _proposed(rule)))
    if rule.status is not Status.WITHHELD:
        not_now = (_withheld_action(action, dictionary) for action in _held_back(rule))
        _write_list(page, "     Not now", not_now)


def _grade(rule: ReportedRule) -> str:
    _, certainty = CERTAINTY[rule.certainty]
    return f"{STRENGTH[rule.strength]} · {str(certainty).lower()}"


def _proposed(rule: ReportedRule) -> tuple[ReportedAction, ...]:
    """What is to be done: what is only to be explained stands in the text above."""
    proposed = (one for one in rule.actions if one.state is ActionState.PROPOSED)
    return tuple(one for one in proposed if one.verb is not Verb.INFORM)


def _held_back(rule: ReportedRule) -> tuple[ReportedAction, ...]:
    """What something stands against; what was replaced by something else is not missed."""
    held = (one for one in rule.actions if one.state is ActionState.WITHHELD)
    return tuple(one for one in held if one.withheld_by or one.missing)


def _action(action: ReportedAction) -> str:
    return action_words(action)


def _withheld_action(action: ReportedAction, dictionary: Dictionary) -> str:
    why = stands_against(dictionary, withheld_by=action.withheld_by, missing=action.missing)
    return f"{action_words(action)} ({why})" if why else action_words(action)


def _write_list(page: Page, lead: str, items: Iterable[str]) -> None:
    for at, item in enumerate(items):
        page.write(item, lead=f"{(lead if at == 0 else '').ljust(_LEAD)}- ")


def _write_plan(page: Page, plan: Plan) -> None:
    page.heading("Proposed plan")
    if not plan.items and not plan.follow_up:
        page.write("The rules propose nothing to do.")
    items = (*plan.items, *plan.follow_up)
    to_do = [item for item in items if item.verb is not Verb.INFORM]
    for number, item in enumerate(to_do, start=1):
        page.write(_plan_line(item), lead=f"{number:>2}. ")
    for item in items:
        if item.verb is Verb.INFORM:
            page.write(_plan_line(item), lead="  - ")
    if plan.set_aside:
        page.gap()
        page.write("Given up for something safer:")
    for one in plan.set_aside:
        page.write(one.reason, lead="  - ")


def _plan_line(item: PlanItem) -> str:
    words = f"{plan_words(item)} [{', '.join(item.rules)}]"
    is_urgent = item.urgency in (Urgency.EMERGENCY, Urgency.SOON)
    if not is_urgent or item.in_weeks or item.verb is Verb.INFORM:
        return words
    return f"{str(URGENCY[item.urgency]).upper()}: {words}"


def _write_missing(page: Page, report: Report, dictionary: Dictionary) -> None:
    unknown = report.by_status(Status.UNKNOWN)
    if report.missing:
        page.heading("Missing: what matters most comes first")
    for number, gap in enumerate(gaps_of(report, dictionary), start=1):
        page.write(f"{gap.words}: {', '.join(gap.would_settle)}", lead=f"{number:>2}. ")
        if gap.entries:
            page.write(", ".join(gap.entries), indent=_INDENT)
    if unknown:
        page.heading(f"Cannot tell yet ({len(unknown)})")
    for rule in unknown:
        page.write(rule.title, lead=f"{rule.code}  ")


def _write_not_met(page: Page, report: Report) -> None:
    rules = report.by_status(Status.NOT_MET)
    if rules:
        page.heading(f"Considered, not needed ({len(rules)})")
        page.write(" · ".join(f"{rule.code} {rule.title}" for rule in rules))


def _write_facts(page: Page, facts: tuple[ReadFact, ...]) -> None:
    page.heading(f"What was read ({len(facts)})")
    for fact in facts:
        when = f" of {format_date(fact.on)}" if fact.on else ""
        why_not = f", {WHY_NOT_USED[fact.why_not]}" if fact.why_not else ""
        origin = f" [{fact.short_origin}]" if fact.origin else ""
        page.write(f"{fact.label}: {fact.value}{when}{why_not}{origin}")


def _write_remarks(page: Page, heading: str, remarks: tuple[Problem, ...]) -> None:
    if remarks:
        page.heading(heading)
    for remark in remarks:
        page.write(" ".join(filter(None, (remark.message, remark.hint))), lead="- ")


def _write_expectations(page: Page, report: Report, subject: Subject) -> None:
    if subject.case is None or not subject.case.expect:
        return
    page.heading("What the case expects")
    found = compare_report(report, subject.case)
    for difference in found:
        page.write(difference.describe(), lead="- ")
    if not found:
        page.write("Every status is as the case expects.")
