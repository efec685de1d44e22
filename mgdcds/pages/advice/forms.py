"""What a clinician types on the advice pages, read: values, or what is wrong with them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mgdcds.core.guidance.plan import Response
from mgdcds.core.values.problems import Problem
from mgdcds.pages.advice import problems
from mgdcds.pages.advice.responses import REASONS

KINDS = ("summary", "leaflet")
PAPERS = ("a4", "letter")
_DATE_FORMATS = ("%Y-%m-%d", "%d %b %Y", "%d.%m.%Y")
_MOST_CHARACTERS = 2000
_MOST_YEARS = 5


@dataclass(frozen=True)
class GivenAnswer:
    """An answer as typed. `seen` is how many answers to the rule were on the screen."""

    response: Response
    reason: str
    comment: str
    monitor_on: datetime.date | None
    seen: int | None


@dataclass(frozen=True)
class ChosenPaper:
    """Which document, on which paper."""

    kind: str
    paper: str
    large: bool


def read_answer(
    data: Mapping[str, str], *, today: datetime.date
) -> GivenAnswer | tuple[Problem, ...]:
    """This function will read an answer, or say everything that is wrong with it.

    What each kind of answer needs is asked when it is recorded.
    """
    found = tuple(_problems_of(data, today))
    if found:
        return found
    return GivenAnswer(
        response=Response(data["response"]),
        reason=data.get("reason", ""),
        comment=data.get("comment", ""),
        monitor_on=_find_date(data.get("monitor_on", "")),
        seen=read_seen(data),
    )


def read_seen(data: Mapping[str, str]) -> int | None:
    """This function will read how many answers were on the screen; None where none says so."""
    told = data.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 7 else None


def read_paper(data: Mapping[str, str]) -> ChosenPaper | tuple[Problem, ...]:
    """This function will read the choice of a document, or say what is wrong with it."""
    found = tuple(
        problems.choice_unknown(field, data.get(field, ""))
        for field, choices in (("kind", KINDS), ("paper", PAPERS))
        if data.get(field) not in choices
    )
    return found or ChosenPaper(data["kind"], data["paper"], bool(data.get("large")))


def _problems_of(data: Mapping[str, str], today: datetime.date) -> Iterator[Problem]:
    response, reason = data.get("response", ""), data.get("reason", "")
    if response not in list(Response):
        yield problems.response_unknown(response)
    yield from _problems_of_date(data.get("monitor_on", ""), today)
    if reason and reason not in REASONS:
        yield problems.reason_unknown(reason)
    yield from _problems_of_comment(data.get("comment", ""))


def _problems_of_date(typed: str, today: datetime.date) -> Iterator[Problem]:
    if not typed.strip():
        return
    on = _find_date(typed)
    if on is None:
        yield problems.date_unreadable(typed)
    elif on.year > today.year + _MOST_YEARS:
        yield problems.date_too_far(typed, years=_MOST_YEARS)


def _problems_of_comment(comment: str) -> Iterator[Problem]:
    if len(comment) > _MOST_CHARACTERS:
        yield problems.comment_too_long(len(comment), most=_MOST_CHARACTERS)
    if "\x00" in comment:
        yield problems.text_unstorable()


def _find_date(typed: str) -> datetime.date | None:
    for form in _DATE_FORMATS if typed.isascii() else ():
        try:
            return datetime.datetime.strptime(typed.strip(), form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
