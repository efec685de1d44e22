"""The clinical summary, as plain data to be frozen: both plans, marked, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mgdcds.core.guidance.evidence import Evidence
from mgdcds.pages.advice.cards import ActionLine, RuleCard, WithheldLines
from mgdcds.pages.advice.pages import Advice
from mgdcds.pages.advice.plan_lines import PlanColumn, PlanPart


def compose_summary(advice: Advice, *, evidence: Evidence) -> dict[str, Any]:
    """This function will compose the summary's content from the arranged advice."""
    shown = (*advice.first, *advice.recommended, *advice.withheld, *advice.informed)
    keys = sorted({key for card in shown for key in card.evidence if key in evidence.sources})
    return {
        "first": [_card(card) for card in advice.first],
        "recommended": [_card(card) for card in advice.recommended],
        "withheld": [_card(card) for card in advice.withheld],
        "informed": [_card(card) for card in advice.informed],
        "gaps": [
            {
                "label": gap.fact.label,
                "instead": [link.label for link in gap.instead],
                "why": gap.why,
                "rules": [link.label for link in gap.would_settle],
            }
            for gap in advice.gaps
        ],
        "unknown": [{"code": line.code, "title": line.title} for line in advice.unknown],
        "proposed": _column(advice.proposed),
        "agreed": _column(advice.agreed),
        "unanswered": [link.label for link in advice.unanswered],
        "answered": advice.answered,
        "to_answer": advice.to_answer,
        "not_met": len(advice.not_met),
        "sources": [
            {"name": evidence.sources[key].name, "citation": evidence.sources[key].citation}
            for key in keys
        ],
    }


def _card(card: RuleCard) -> dict[str, Any]:
    standing = card.said.standing
    return {
        "code": card.code,
        "title": card.title,
        "urgency": card.urgency,
        "strength": card.strength,
        "certainty": card.certainty,
        "text": card.text,
        "tags": list(card.tags),
        "because": list(card.because),
        "actions": [_action(line) for line in card.actions],
        "withheld": [_withheld(lines) for lines in card.withheld],
        "is_waiting": card.is_waiting,
        "answer": standing.sentence if standing else "",
        "before": [line.sentence for line in card.said.before],
    }


def _action(line: ActionLine) -> dict[str, str]:
    return {"words": line.words, "detail": line.detail}


def _withheld(lines: WithheldLines) -> dict[str, Any]:
    return {"actions": [line.words for line in lines.actions], "reason": lines.reason.words}


def _column(column: PlanColumn) -> dict[str, Any]:
    return {
        "groups": [
            {
                "title": group.title,
                "lines": [
                    {"verb": line.verb, "urgency": line.urgency, "parts": _parts(line.parts)}
                    for line in group.lines
                ],
            }
            for group in column.groups
        ],
        "gave_way": list(column.gave_way),
    }


def _parts(parts: tuple[PlanPart, ...]) -> list[Mapping[str, Any]]:
    return [
        {"target": part.target, "detail": part.detail, "rules": list(part.rules)} for part in parts
    ]
