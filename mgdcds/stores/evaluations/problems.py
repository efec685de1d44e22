"""What the evaluations store complains about: every sentence it can say."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from mgdcds.core.guidance.plan import RuleAnswer
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Place, Problem, UnableTo


class UnableToAnswer(UnableTo):
    """An answer cannot be recorded as given."""


class UnableToEvaluate(UnableTo):
    """An assessment cannot be evaluated again."""


class UnableToPrint(UnableTo):
    """A document cannot be made."""


class UnableToExempt(UnableTo):
    """A rule cannot be put aside for a patient."""


def _problem(code: str, message: str, hint: str = "", *, field: str = "") -> Problem:
    return Problem(place=Place(field=field), code=f"ADVICE.{code}", message=message, hint=hint)


def rule_unknown(code: str) -> Problem:
    """This function will say that an evaluation has no such rule."""
    return _problem("E001", f"There is no rule '{code}' in this advice.", field="code")


def rule_not_fired(code: str) -> Problem:
    """This function will say that only advice that was given is answered."""
    return _problem("E002", f"{code} gave no advice here, so there is nothing to answer.")


def monitor_date_missing() -> Problem:
    """This function will say that monitoring needs a date."""
    return _problem(
        "E003", "The date is missing.", "Say when you will look again.", field="monitor_on"
    )


def monitor_date_past(on: datetime.date) -> Problem:
    """This function will say that a date of monitoring lies behind."""
    return _problem(
        "E004", f"{format_date(on)} is in the past.", "Choose a day to come.", field="monitor_on"
    )


def reason_missing() -> Problem:
    """This function will say that an override needs a reason."""
    return _problem(
        "E005", "The reason for the override is missing.", "Choose the nearest.", field="reason"
    )


def reason_not_a_code(reason: str) -> Problem:
    """This function will say what a coded reason looks like."""
    return _problem(
        "E006",
        f"'{reason[:60]}' was found, but the code of a reason is expected.",
        "Write what you want to add as a comment.",
        field="reason",
    )


def comment_missing() -> Problem:
    """This function will say that another reason needs words."""
    return _problem("E007", "The comment is missing.", "Say which other reason.", field="comment")


def nothing_to_withdraw(code: str) -> Problem:
    """This function will say that there is no answer to take back."""
    return _problem("E008", f"{code} has no answer that could be taken back.")


def in_error() -> Problem:
    """This function will say that an assessment in error is only read."""
    return _problem(
        "E009",
        "The assessment was entered in error, so its advice can only be read.",
        "Record a new assessment.",
    )


def safety_unanswered(codes: Sequence[str]) -> Problem:
    """This function will say what must be answered before the leaflet is printed."""
    return _problem(
        "E010",
        f"Answer {'this' if len(codes) == 1 else f'these {len(codes)}'} first: {', '.join(codes)}.",
        "The leaflet holds what was agreed, and safety advice still waits.",
    )


def choice_unknown(field: str, value: str, choices: Sequence[str]) -> Problem:
    """This function will say what can be chosen."""
    listed = " or ".join(f"'{choice}'" for choice in choices)
    return _problem("E011", f"'{value[:60]}' was found, but {listed} is expected.", field=field)


def answers_changed() -> Problem:
    """This function will say that the page is not what it was."""
    return _problem(
        "E012", "The answers have changed since the page was made.", "Look again, then print."
    )


def exemption_refused(code: str) -> Problem:
    """This function will say that safety is never put aside."""
    return _problem(
        "E013",
        f"{code} is about safety or an emergency, so it is never put aside for a patient.",
        "Answer it each time.",
    )


def exemption_reason_missing() -> Problem:
    """This function will say that an exemption needs a reason."""
    return _problem("E014", "The reason is missing.", "Say why, in a few words.", field="reason")


def answered_since(code: str, by: str, answer: RuleAnswer | None) -> Problem:
    """This function will say that a colleague has answered since the page was opened."""
    if answer is None:
        said = f"{by} has taken the answer to {code} back since this page was opened."
    else:
        words = answer.response.value.replace("_", " ")
        said = f"{by} has answered '{words}' to {code} since this page was opened."
    return _problem("E016", said, "The page shows it now. Answer again to change it.")
