"""What is missing and what it could do, the most valuable first, as the advice page shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.sections import SECTIONS
from mgdcds.core.guidance.prospects import Outlook, Prospect
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency
from mgdcds.pages.advice.ground import Ground
from mgdcds.pages.components.values import Link

#: So many are shown at once; the others can be unfolded.
FIRST = 8
#: A list of more missing facts than this is one thing to go through.
_FEW = 2
_MOST_RULES = 4
_TITLES = {section.list: section.title for section in SECTIONS if section.list}


@dataclass(frozen=True)
class MissingLine:
    """A missing fact, or a list to go through: what it could do, to which rules.

    `instead` are facts that would do as well. `rules` are the most urgent ones; `others`
    counts further ones.
    """

    fact: Link
    instead: tuple[Link, ...]
    why: str
    could: str
    rules: tuple[Link, ...]
    others: str


@dataclass(frozen=True)
class TogetherLine:
    """Facts that can do nothing alone, with the fact beside which they count, if one is enough."""

    facts: tuple[Link, ...]
    beside: Link | None


@dataclass(frozen=True)
class Missing:
    """All that is missing: the first lines, the others, and what counts only together."""

    first: tuple[MissingLine, ...] = ()
    others: tuple[MissingLine, ...] = ()
    together: tuple[TogetherLine, ...] = ()


def present_missing(
    prospects: Sequence[Prospect], ground: Ground, dictionary: Dictionary
) -> Missing:
    """This function will present missing facts in their order; long lists become one line."""
    alone = [each for each in prospects if each.outlooks]
    lines = tuple(_lines(alone, ground, dictionary))
    lone = [each for each in prospects if not each.outlooks]
    return Missing(lines[:FIRST], lines[FIRST:], tuple(_together(lone, ground)))


def _lines(
    alone: Sequence[Prospect], ground: Ground, dictionary: Dictionary
) -> Iterator[MissingLine]:
    of_list: dict[str, list[Prospect]] = {}
    for each in alone:
        of_list.setdefault(dictionary.fact(each.fact).list, []).append(each)
    told: set[str] = set()
    for each in alone:
        name = dictionary.fact(each.fact).list
        if not name or len(of_list[name]) <= _FEW:
            instead = tuple(map(ground.fact, each.instead))
            yield _line(ground.fact(each.fact), instead, each.why, each.outlooks, ground)
        elif name not in told:
            told.add(name)
            yield _line_of_list(name, of_list[name], ground)


def _line_of_list(name: str, entries: Sequence[Prospect], ground: Ground) -> MissingLine:
    number = len(entries)
    words = ngettext("%(number)d not gone through", "%(number)d not gone through", number)
    link = Link(_TITLES[name], ground.fact(entries[0].fact).url)
    outlooks = [outlook for entry in entries for outlook in entry.outlooks]
    return _line(link, (), words % {"number": number}, outlooks, ground)


def _line(
    fact: Link, instead: tuple[Link, ...], why: str, outlooks: Iterable[Outlook], ground: Ground
) -> MissingLine:
    found = list(outlooks)
    codes = [outlook.code for outlook in found if _tells(outlook)]
    codes = list(dict.fromkeys(codes or (outlook.code for outlook in found)))
    more = len(codes[_MOST_RULES:])
    others = ngettext("and %(number)d more", "and %(number)d more", more) if more else ""
    rules = tuple(ground.rule(code) for code in codes[:_MOST_RULES])
    return MissingLine(fact, instead, why, _could(found), rules, others % {"number": more})


def _tells(outlook: Outlook) -> bool:
    """Whether it could do more than rule out what is not known."""
    return outlook.now.status is not Status.UNKNOWN or outlook.urgency is not None


def _could(outlooks: Sequence[Outlook]) -> str:
    """What it could do, in a few words: 'could make 2 rules apply, one an emergency'."""
    starting = [each for each in outlooks if _starts(each)]
    apply = {each.code for each in starting}
    urgent = {each.code for each in starting if each.urgency is Urgency.EMERGENCY}
    moved = {each.code for each in outlooks if each.now.status is Status.FIRES}
    ruled_out = {each.code for each in outlooks} - apply - moved
    parts = [
        _apply(len(apply), len(urgent)),
        ngettext("change %(n)d that applies", "change %(n)d that apply", len(moved))
        % {"n": len(moved)}
        if moved
        else "",
        ngettext("rule out %(n)d", "rule out %(n)d", len(ruled_out)) % {"n": len(ruled_out)}
        if ruled_out
        else "",
    ]
    return _("could %(parts)s") % {"parts": ", ".join(filter(None, parts))}


def _apply(number: int, urgent: int) -> str:
    if not number:
        return ""
    words = ngettext("make %(n)d rule apply", "make %(n)d rules apply", number) % {"n": number}
    if not urgent:
        return words
    one = ngettext("(%(n)d emergency)", "(%(n)d emergencies)", urgent) % {"n": urgent}
    return f"{words} {one}"


def _starts(outlook: Outlook) -> bool:
    return outlook.now.status is not Status.FIRES and Status.FIRES in outlook.statuses


def _together(lone: Sequence[Prospect], ground: Ground) -> Iterator[TogetherLine]:
    """Facts beside the one that they need; two that need each other stand in one line."""
    beside: dict[str, list[str]] = {}
    partners = {each.fact: each.only_with for each in lone}
    for name, partner in partners.items():
        is_told = partners.get(partner) == name and partner in beside.get(name, [])
        if not is_told:
            beside.setdefault(partner, []).append(name)
    for partner, names in beside.items():
        link = ground.fact(partner) if partner else None
        yield TogetherLine(tuple(map(ground.fact, names)), link)
