"""The clinical summary, as plain data to be frozen: both plans, marked, and why."""

from __future__ import annotations

from typing import Any

from mgdcds.pages.advice.cards import ActionLine, RuleCard
from mgdcds.pages.advice.pages import Advice, PlanLine


def compose_summary(advice: Advice, *, citations: dict[str, str]) -> dict[str, Any]:
    """This function will compose the summary's content from the arranged advice.

    `citations` gives the reference line of each source key that a printed rule names.
    """
    shown = (*advice.first, *advice.recommended, *advice.withheld, *advice.informed)
    keys = sorted({key for card in shown for key in card.evidence if key in citations})
    return {
        "first": [_card(card) for card in advice.first],
        "recommended": [_card(card) for card in advice.recommended],
        "withheld": [_card(card) for card in advice.withheld],
        "informed": [_card(card) for card in advice.informed],
        "gaps": [
            {"label": gap.label, "why": gap.why, "rules": [code for code, _ in gap.would_settle]}
            for gap in advice.gaps
        ],
        "unknown": [{"code": line.code, "title": line.title} for line in advice.unknown],
        "proposed": [_line(line) for line in advice.proposed],
        "agreed": [_line(line) for line in advice.agreed],
        "follow_up": [_line(line) for line in advice.follow_up],
        "unanswered": list(advice.unanswered),
        "not_met": len(advice.not_met),
        "sources": [{"key": key, "citation": citations[key]} for key in keys],
    }


def _card(card: RuleCard) -> dict[str, Any]:
    return {
        "code": card.code,
        "title": card.title,
        "urgency": card.urgency,
        "strength": card.strength,
        "certainty": card.certainty,
        "text": card.text,
        "tags": list(card.tags),
        "because": list(card.because),
        "actions": [_action(line) for line in (*card.actions, *card.withheld)],
        "why_withheld": card.why_withheld,
        "evidence": list(card.evidence),
        "answer": ""
        if card.answer is None
        else " · ".join(filter(None, (str(card.answer.words), card.answer.detail))),
    }


def _action(line: ActionLine) -> dict[str, Any]:
    return {"words": line.words, "is_withheld": line.is_withheld, "why_not": line.why_not}


def _line(line: PlanLine) -> dict[str, Any]:
    return {
        "words": line.words,
        "urgency": line.urgency,
        "rules": list(line.rules),
        "when": line.when,
    }
