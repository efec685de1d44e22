"""Hand-made reports, for tests of what is composed from them."""

from __future__ import annotations

import datetime

from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.guidance.report import (
    ActionState,
    Report,
    ReportedAction,
    ReportedRule,
    Status,
)
from mgdcds.core.guidance.rule import Category, Certainty, Strength, Urgency, Verb

TODAY = datetime.date(2026, 11, 22)


def make_action(words, *, limit="", in_weeks="", detail="", withheld=False):
    """Make an action from words such as "start vitamin D"."""
    verb, _, target = words.partition(" ")
    state = ActionState.WITHHELD if withheld else ActionState.PROPOSED
    return ReportedAction(Verb(verb), target, detail, limit, in_weeks, state)


def make_rule(code, *actions, category="treatment", urgency="routine", **changes):
    """Make a rule that fires with actions, each in words or made by `make_action`."""
    values = {
        "title": f"Title of {code}",
        "status": Status.FIRES,
        "strength": Strength.CONDITIONAL,
        "certainty": Certainty.LOW,
        "level": 0,
        "clinician": "",
        "patient": "",
        "tags": (),
        "withheld_by": (),
        "missing": (),
        "because": (),
        "values_used": {},
        "evidence": (),
        "claims": (),
    } | changes
    made = tuple(make_action(item) if isinstance(item, str) else item for item in actions)
    return ReportedRule(
        code=code,
        category=Category(category),
        urgency=Urgency(urgency),
        actions=made,
        **values,
    )


def make_report(*rules, missing=(), **context):
    """Make a report of rules."""
    return Report("0" * 64, "made up", TODAY, rules, missing, context)


def answer(code, response="accepted", **more):
    """Make the answer to a rule, as a mapping by its code."""
    return {code: RuleAnswer(code, Response(response), **more)}
