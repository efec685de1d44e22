"""The follow-up plan F01: what is measured again after advice was accepted, and when.

Intervals: magnesium 1–2 weeks at eGFR below 45, otherwise 8–12 weeks (`ref_b6`);
25(OH)D and calcium 12 weeks after a change of dose (`es2011`).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from mgdcds.core.guidance.merge import last_week, merge_items
from mgdcds.core.guidance.plan import PlanItem, Response, RuleAnswer
from mgdcds.core.guidance.report import ActionState, Report, ReportedRule, Status
from mgdcds.core.guidance.rule import Category, Urgency, Verb

#: The name that the follow-up plan carries where other lines carry a rule's code.
FOLLOW_UP = "F01"
_FOLLOWED = frozenset({Category.TREATMENT, Category.KIDNEY, Category.POPULATION})
_CHANGES = frozenset({Verb.START, Verb.INCREASE, Verb.REDUCE, Verb.STOP})
_CHANGED = frozenset(
    {"vitamin D", "magnesium supplement", "magnesium replacement", "magnesium products"}
)
_MAGNESIUM_TAKEN = frozenset({"magnesium supplement", "magnesium replacement"})
_CLOSE_WEEKS, _USUAL_WEEKS, _AFTER_CHANGE_WEEKS = "1–2", "8–12", "12"
_STOP_ADVICE = (
    "stop magnesium with diarrhoea, with an acute illness with dehydration, "
    "or when a new eGFR is below 30"
)


def compose_follow_up(
    report: Report,
    kept: Iterable[PlanItem],
    accepted: Sequence[ReportedRule],
    *,
    answers: Mapping[str, RuleAnswer],
    on: datetime.date,
) -> tuple[PlanItem, ...]:
    """This function will compose what comes later: tests of the agreed plan, F01, and monitoring.

    `kept` are the lines of the agreed plan, `accepted` its rules, and `on` the day from which
    weeks are counted. `due_on` is the last day of each interval.
    """
    items = tuple(kept)
    later = [item for item in items if item.in_weeks]
    lines = merge_items([*later, *_standard_lines(report, items, accepted)])
    dated = (_with_date(item, on) for item in lines)
    return merge_items([*dated, *_monitoring(report, answers)])


def _standard_lines(
    report: Report, items: Sequence[PlanItem], accepted: Sequence[ReportedRule]
) -> Iterator[PlanItem]:
    if any(_is_followed(rule) for rule in accepted):
        weeks, detail = _close_or_usual(report)
        for target in ("magnesium", "creatinine", "potassium", "calcium"):
            yield _line(Verb.MEASURE, target, weeks=weeks, detail=detail)
    if any(item.verb in _CHANGES and item.target in _CHANGED for item in items):
        for target in ("25(OH)D", "calcium"):
            yield _line(Verb.MEASURE, target, weeks=_AFTER_CHANGE_WEEKS)
    if _takes_magnesium(report, items) and accepted:
        yield _line(Verb.INFORM, "stopping magnesium", detail=_STOP_ADVICE)


def _is_followed(rule: ReportedRule) -> bool:
    """Treatment, kidney and population advice is followed up, unless it only informs."""
    return rule.category in _FOLLOWED and any(
        action.state is ActionState.PROPOSED and action.verb is not Verb.INFORM
        for action in rule.actions
    )


def _close_or_usual(report: Report) -> tuple[str, str]:
    """Without a known kidney function the closer interval holds: it is the safer reading."""
    egfr = report.context.get("best_egfr")
    if egfr is None:
        return _CLOSE_WEEKS, "kidney function is not recorded"
    return (_CLOSE_WEEKS, "") if Decimal(egfr) < 45 else (_USUAL_WEEKS, "")


def _takes_magnesium(report: Report, items: Iterable[PlanItem]) -> bool:
    giving = {Verb.START, Verb.INCREASE, Verb.CONTINUE, Verb.REDUCE, Verb.LIMIT}
    if any(item.target in _MAGNESIUM_TAKEN and item.verb in giving for item in items):
        return True
    return Decimal(report.context.get("total_magnesium_supplement", "0")) > 0


def _line(verb: Verb, target: str, *, weeks: str = "", detail: str = "") -> PlanItem:
    return PlanItem(
        verb=verb,
        target=target,
        details=(detail,) if detail else (),
        limit="",
        in_weeks=weeks,
        urgency=Urgency.ROUTINE,
        rules=(FOLLOW_UP,),
    )


def _with_date(item: PlanItem, on: datetime.date) -> PlanItem:
    weeks = last_week(item.in_weeks)
    return replace(item, due_on=on + datetime.timedelta(weeks=weeks)) if weeks else item


def _monitoring(report: Report, answers: Mapping[str, RuleAnswer]) -> Iterator[PlanItem]:
    for rule in report.by_status(Status.FIRES):
        answer = answers.get(rule.code)
        if answer is not None and answer.response is Response.WILL_MONITOR:
            line = _line(Verb.REVIEW, "monitoring", detail=rule.title)
            yield replace(line, rules=(rule.code,), due_on=answer.monitor_on)
