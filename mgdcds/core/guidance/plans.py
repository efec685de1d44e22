"""Two plans, both pure: what the rules say, and what the clinician accepted."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from mgdcds.core.guidance.follow_up import compose_follow_up
from mgdcds.core.guidance.merge import in_plan_order, merge_items, tighter_limit
from mgdcds.core.guidance.plan import (
    Contradiction,
    Plan,
    PlanItem,
    Response,
    RuleAnswer,
    SetAside,
)
from mgdcds.core.guidance.report import ActionState, Report, ReportedRule, Status
from mgdcds.core.guidance.rule import Category, Urgency, Verb
from mgdcds.core.guidance.targets import TARGETS, targets_against, targets_within

#: Verbs that need more than themselves before a target.
_WORDS: Mapping[Verb, str] = {
    Verb.CONTINUE: "Go on with",
    Verb.REFER: "Refer to",
    Verb.SEPARATE: "Keep magnesium apart from",
    Verb.INFORM: "Explain",
}
_GIVING = frozenset({Verb.START, Verb.INCREASE})
_TAKING = frozenset({Verb.AVOID, Verb.STOP, Verb.REDUCE, Verb.LIMIT})
#: What is no longer said of a target when the verb on the left is said of it.
_GOES_FURTHER: Mapping[Verb, frozenset[Verb]] = {
    Verb.STOP: frozenset({Verb.REDUCE, Verb.LIMIT, Verb.CONTINUE}),
    Verb.AVOID: frozenset({Verb.REDUCE, Verb.LIMIT, Verb.CONTINUE}),
    Verb.REDUCE: frozenset({Verb.CONTINUE}),
}


def propose(report: Report) -> Plan:
    """This function will compose what the rules say, merged and without a contradiction."""
    return plan_of(_items_of(report.by_status(Status.FIRES)))


def plan_of(items: Iterable[PlanItem]) -> Plan:
    """This function will make a plan of what rules ask for: merged, and without a contradiction."""
    merged = merge_items(items)
    kept, set_aside = _resolve(merged, against=merged)
    return Plan(
        items=tuple(item for item in kept if not item.in_weeks),
        follow_up=tuple(item for item in kept if item.in_weeks),
        set_aside=set_aside,
    )


def agree(report: Report, answers: Mapping[str, RuleAnswer], *, on: datetime.date) -> Plan:
    """This function will compose what the clinician accepted, with the follow-up.

    `on` is the day from which later tests are counted. Advice that waits for an answer still
    stands against a start, and its limits hold: only an answer takes them away.
    """
    fired = report.by_status(Status.FIRES)
    accepted = [rule for rule in fired if _is_accepted(rule, answers)]
    standing = [rule for rule in fired if _is_accepted(rule, answers) or rule.code not in answers]
    kept, set_aside = _resolve(_items_of(accepted), against=_items_of(standing))
    return Plan(
        items=tuple(item for item in kept if not item.in_weeks),
        follow_up=compose_follow_up(report, kept, accepted, answers=answers, on=on),
        unanswered_safety=_unanswered_safety(fired, answers),
        set_aside=set_aside,
    )


def find_contradictions(plan: Plan) -> tuple[Contradiction, ...]:
    """This function will find each start or increase that another line of the plan forbids.

    A limit forbids no start that carries it.
    """
    return tuple(_contradictions(plan.items, plan.items))


def find_opposed(report: Report) -> tuple[Contradiction, ...]:
    """This function will find what gates have left in contradiction, before anything gives way.

    `propose` sets such a start aside, so no plan has it; a release is better without any.
    """
    items = _items_of(report.by_status(Status.FIRES))
    return tuple(_contradictions([_with_limits(item, items) for item in items], items))


def is_forbidden(verb: Verb, target: str, *, by: Verb, of: str, limit: str = "") -> bool:
    """This function will tell whether one action forbids another one for the same patient.

    `limit` is the one that the forbidding action sets: a start of its target carries it.
    """
    if verb not in _GIVING or by not in _TAKING or target not in targets_against(of):
        return False
    return by is not Verb.LIMIT or not limit or target not in targets_within(of)


def describe_item(item: PlanItem) -> str:
    """This function will write a line of a plan in a few words: "Stop vitamin D"."""
    target = TARGETS.get(item.target)
    verb = _WORDS.get(item.verb, item.verb.value.capitalize())
    return f"{verb} {item.target if target is None else target.clinician}"


def _is_accepted(rule: ReportedRule, answers: Mapping[str, RuleAnswer]) -> bool:
    return rule.code in answers and answers[rule.code].response is Response.ACCEPTED


def _unanswered_safety(fired: Iterable[ReportedRule], answers: Collection[str]) -> tuple[str, ...]:
    return tuple(rule.code for rule in fired if is_safety(rule) and rule.code not in answers)


def is_safety(rule: ReportedRule) -> bool:
    """This function will tell whether a rule must be answered before anything is printed."""
    return rule.category is Category.SAFETY or rule.urgency is Urgency.EMERGENCY


def _items_of(rules: Iterable[ReportedRule]) -> tuple[PlanItem, ...]:
    return merge_items(
        PlanItem(
            verb=action.verb,
            target=action.target,
            details=tuple(filter(None, action.detail.split("; "))),
            limit=action.limit,
            in_weeks=action.in_weeks,
            urgency=rule.urgency,
            rules=(rule.code,),
            patient=(rule.patient,) if rule.patient else (),
        )
        for rule in rules
        for action in rule.actions
        if action.state is ActionState.PROPOSED
    )


def _resolve(
    items: Collection[PlanItem], *, against: Collection[PlanItem]
) -> tuple[tuple[PlanItem, ...], tuple[SetAside, ...]]:
    limited = [_with_limits(item, against) for item in items]
    opposed = {
        found.giving: found.taking for found in reversed([*_contradictions(limited, against)])
    }
    strict = [item for item in against if item.verb in _GOES_FURTHER]
    weaker = {item: further for item in limited for further in strict if _is_further(further, item)}
    gone = {**weaker, **opposed}
    kept = _absorb_continue([item for item in limited if item not in gone])
    set_aside = tuple(SetAside(item, _reason(item, gone[item])) for item in in_plan_order(gone))
    return in_plan_order(kept), set_aside


def _with_limits(item: PlanItem, against: Iterable[PlanItem]) -> PlanItem:
    """A start takes over the limits that are set on its target."""
    if item.verb not in _GIVING:
        return item
    limit = item.limit
    for other in against:
        if other.verb is Verb.LIMIT and other.limit and item.target in targets_within(other.target):
            limit = tighter_limit(limit, other.limit)
    return replace(item, limit=limit)


def _contradictions(
    items: Iterable[PlanItem], against: Collection[PlanItem]
) -> Iterable[Contradiction]:
    for giving in items:
        for taking in against:
            if _is_opposed(giving, taking):
                yield Contradiction(giving, taking)


def _is_opposed(giving: PlanItem, taking: PlanItem) -> bool:
    if giving.verb not in _GIVING or taking.verb not in _TAKING:
        return False
    if giving.target not in targets_against(taking.target):
        return False
    return taking.verb is not Verb.LIMIT or not _carries(giving, taking.limit)


def _carries(giving: PlanItem, limit: str) -> bool:
    return bool(limit) and tighter_limit(giving.limit, limit) == giving.limit


def _is_further(further: PlanItem, item: PlanItem) -> bool:
    if further.verb is Verb.STOP and item.verb is Verb.AVOID:
        # What is stopped is not raised either.
        return item.target in TARGETS and TARGETS[item.target].raises == further.target
    return item.verb in _GOES_FURTHER.get(
        further.verb, frozenset()
    ) and item.target in targets_within(further.target)


def _absorb_continue(items: list[PlanItem]) -> tuple[PlanItem, ...]:
    """Going on with something is a part of starting or increasing it."""
    giving = {item.target: item for item in reversed(items) if item.verb in _GIVING}
    return merge_items(
        replace(item, verb=giving[item.target].verb, in_weeks=giving[item.target].in_weeks)
        if item.verb is Verb.CONTINUE and item.target in giving
        else item
        for item in items
    )


def _reason(item: PlanItem, other: PlanItem) -> str:
    ours, theirs = _with_rules(item), _with_rules(other)
    if item.verb in _GIVING:
        return f"{ours} gives way to the safer {theirs}."
    return f"{ours} gives way to {theirs}, which goes further."


def _with_rules(item: PlanItem) -> str:
    return f"'{describe_item(item)}' ({', '.join(item.rules)})"
