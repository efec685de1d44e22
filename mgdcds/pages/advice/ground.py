"""What the lines of one advice point to: its rules, its facts and where they are found."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.report import Report, Status
from mgdcds.pages.components.values import Link

#: So many missing facts are named beside an action; the rest are counted.
_MOST_FACTS = 4


@dataclass(frozen=True)
class Hindrance:
    """What stands against an action: the rules that block it, the facts that would clear it.

    `others` counts further facts, and `words` says all of it as plain text.
    """

    rules: tuple[Link, ...] = ()
    facts: tuple[Link, ...] = ()
    others: str = ""
    words: str = ""


@dataclass(frozen=True)
class Ground:
    """One advice as seen by its lines: words for names, and addresses."""

    evaluation_id: uuid.UUID
    correct_url: str
    report: Report
    labels: Mapping[str, str]
    titles: Mapping[str, str]
    cards: frozenset[str]

    def rule(self, code: str) -> Link:
        """This method will answer the way to a rule: its card, or the page that says why."""
        label = f"{code} {self.titles.get(code, '')}".strip()
        return Link(label, f"#rule-{code}" if code in self.cards else self.why_url(code))

    def why_url(self, code: str) -> str:
        """This method will answer the page that says why a rule came out as it did."""
        return reverse("advice:why", args=[self.evaluation_id, code])

    def fact(self, name: str) -> Link:
        """This method will answer the way to where a fact is entered."""
        return Link(self.label(name), f"{self.correct_url}#row-{name}")

    def label(self, name: str) -> str:
        """This method will answer the words for a fact or definition."""
        return self.labels.get(name, name.replace("_", " "))

    def names(self, names: Sequence[str]) -> str:
        """This method will answer the words for several facts, the most telling ones."""
        shown, more = self._most_telling(names)
        return " ".join(filter(None, (", ".join(map(self.label, shown)), _others(more))))

    def hindrance(self, withheld_by: Sequence[str], missing: Sequence[str]) -> Hindrance:
        """This method will say what stands against an action, once for all to read."""
        shown, more = self._most_telling(missing)
        rules = tuple(self.rule(code) for code in withheld_by)
        words = []
        if rules:
            listed = ", ".join(link.label for link in rules)
            words.append(_("blocked by %(rules)s") % {"rules": listed})
        if missing:
            words.append(
                _("cannot be cleared until known: %(facts)s") % {"facts": self.names(missing)}
            )
        return Hindrance(rules, tuple(map(self.fact, shown)), _others(more), "; ".join(words))

    def _most_telling(self, names: Sequence[str]) -> tuple[tuple[str, ...], int]:
        """The first facts that would settle most, and how many others there are."""
        asked = [gap for gap in self.report.missing if {gap.name, *gap.instead} & set(names)]
        stood_for = {name for gap in asked for name in (gap.name, *gap.instead)}
        found = [gap.name for gap in asked] + [name for name in names if name not in stood_for]
        return tuple(found[:_MOST_FACTS]), len(found[_MOST_FACTS:])


def make_ground(
    evaluation_id: uuid.UUID, report: Report, rulebook: Rulebook, *, correct_url: str
) -> Ground:
    """This function will answer the ground of one advice."""
    shown = (Status.FIRES, Status.WITHHELD)
    return Ground(
        evaluation_id=evaluation_id,
        correct_url=correct_url,
        report=report,
        labels=labels_of(rulebook),
        titles={rule.code: rule.title for rule in report.rules},
        cards=frozenset(rule.code for rule in report.rules if rule.status in shown),
    )


def labels_of(rulebook: Rulebook) -> Mapping[str, str]:
    """This function will answer the words for the names of a release."""
    facts = {fact.name: fact.label for fact in rulebook.dictionary.facts.values()}
    limits = {one.name: one.label for one in rulebook.dictionary.parameters.values()}
    named = {one.name: one.label for one in rulebook.definitions.values()}
    return facts | limits | {name: label for name, label in named.items() if label}


def _others(number: int) -> str:
    if not number:
        return ""
    return ngettext("and %(number)d more", "and %(number)d more", number) % {"number": number}
