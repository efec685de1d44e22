"""Advice as JSON, for programs. The shape is a promise: names are added, never changed."""

from __future__ import annotations

import json
from typing import Any

from mgdcds.core.authoring.cases import compare_report
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.plans import propose
from mgdcds.core.guidance.report import MissingFact, Report, ReportedAction, ReportedRule
from mgdcds.core.values.problems import Problem
from mgdcds.pages.exchange.reading import Subject
from mgdcds.pages.exchange.wording import action_words, plan_words, read_facts_of


def present_json(
    report: Report, subject: Subject, rulebook: Rulebook, *, number: int | None
) -> str:
    """This function will write advice as JSON text.

    `number` is that of the release in the database, or None for the shipped knowledge.
    """
    plan = propose(report)
    content = {
        "release": {"label": report.release_label, "number": number, "hash": report.release_hash},
        "on": report.on.isoformat(),
        "name": subject.name,
        "rules": {rule.code: _rule(rule) for rule in report.rules},
        "plan": [_plan_item(item) for item in (*plan.items, *plan.follow_up)],
        "set_aside": [{**_plan_item(one.item), "reason": one.reason} for one in plan.set_aside],
        "missing": [_missing(fact, rulebook) for fact in report.missing],
        "facts": _facts(subject, rulebook),
        "questions": [_problem(question) for question in subject.questions],
        "notices": [_problem(notice) for notice in subject.notices],
        **_expectations(report, subject),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _rule(rule: ReportedRule) -> dict[str, Any]:
    return {
        "status": rule.status.value,
        "withheld_by": list(rule.withheld_by),
        "missing": list(rule.missing),
        "because": list(rule.because),
        "title": rule.title,
        "category": rule.category.value,
        "urgency": rule.urgency.value,
        "level": rule.level if rule.level >= 0 else None,
        "strength": rule.strength.value,
        "certainty": rule.certainty.value,
        "clinician": rule.clinician,
        "patient": rule.patient,
        "tags": list(rule.tags),
        "actions": [_action(action) for action in rule.actions],
        "evidence": list(rule.evidence),
    }


def _action(action: ReportedAction) -> dict[str, Any]:
    return {
        "verb": action.verb.value,
        "target": action.target,
        "words": action_words(action),
        "limit": action.limit,
        "in_weeks": action.in_weeks,
        "state": action.state.value,
        "withheld_by": list(action.withheld_by),
        "missing": list(action.missing),
    }


def _plan_item(item: PlanItem) -> dict[str, Any]:
    return {
        "verb": item.verb.value,
        "target": item.target,
        "words": plan_words(item),
        "limit": item.limit,
        "in_weeks": item.in_weeks,
        "urgency": item.urgency.value,
        "rules": list(item.rules),
    }


def _missing(fact: MissingFact, rulebook: Rulebook) -> dict[str, Any]:
    return {
        "fact": fact.name,
        "label": rulebook.dictionary.fact(fact.name).label,
        "why": fact.why,
        "would_settle": list(fact.would_settle),
        "instead": list(fact.instead),
    }


def _facts(subject: Subject, rulebook: Rulebook) -> dict[str, Any]:
    return {
        fact.name: {
            "value": fact.value,
            "on": fact.on.isoformat() if fact.on else "",
            "from": fact.origin,
            "not_used": fact.why_not,
        }
        for fact in read_facts_of(rulebook.dictionary, subject.sheet)
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "code": problem.code,
        "field": problem.place.field,
        "message": problem.message,
        "hint": problem.hint,
    }


def _expectations(report: Report, subject: Subject) -> dict[str, Any]:
    """What the case expected, and where the advice came out otherwise."""
    if subject.case is None or not subject.case.expect:
        return {}
    found = compare_report(report, subject.case)
    return {"expect": {"passed": not found, "differences": [each.describe() for each in found]}}
