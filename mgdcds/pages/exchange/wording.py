"""The words for what the command line shows: facts, actions and lines of a plan."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.plans import describe_item
from mgdcds.core.guidance.report import ReportedAction
from mgdcds.core.guidance.rule import Urgency

#: Where a value came from when nobody recorded it by itself.
_BY_LIST = "default"


@dataclass(frozen=True)
class ReadFact:
    """One recorded fact in words. `why_not` says why it does not count, "" when it does."""

    name: str
    label: str
    value: str
    on: datetime.date | None
    is_from_fhir: bool
    origin: str
    why_not: str = ""

    @property
    def short_origin(self) -> str:
        """The origin without the long id of a resource: "Observation, LOINC 2160-0"."""
        first, comma, rest = self.origin.partition(", ")
        return f"{first.partition(' ')[0]}{comma}{rest}" if self.is_from_fhir else self.origin


def action_words(action: ReportedAction) -> str:
    """This function will write an action of a rule: "Measure PTH, in 12 weeks"."""
    item = PlanItem(action.verb, action.target, (), "", "", Urgency.ROUTINE, ())
    return _with_details(
        describe_item(item), (action.detail,), limit=action.limit, in_weeks=action.in_weeks
    )


def plan_words(item: PlanItem) -> str:
    """This function will write a line of a plan with its limit, its time and its details."""
    return _with_details(
        describe_item(item), item.details, limit=item.limit, in_weeks=item.in_weeks
    )


def labels_of(dictionary: Dictionary, names: Collection[str]) -> str:
    """This function will write facts by their labels, in form order.

    A fact that stands in for another one is left out, and several of a list are counted:
    "Serum magnesium, Creatinine, 9 conditions".
    """
    facts = [
        fact
        for fact in dictionary.facts.values()
        if fact.name in names and fact.instead_of not in names
    ]
    of_list = Counter(fact.list for fact in facts if fact.list)
    single = [fact.label for fact in facts if of_list[fact.list] < 2]
    return ", ".join([*single, *(f"{of_list[name]} {name}" for name in LISTS if of_list[name] > 1)])


def stands_against(
    dictionary: Dictionary, *, withheld_by: tuple[str, ...], missing: tuple[str, ...]
) -> str:
    """This function will say what stands against an action: rules, or facts that are missing."""
    parts = [f"blocked by {', '.join(withheld_by)}"] if withheld_by else []
    parts += [f"first needs {labels_of(dictionary, missing)}"] if missing else []
    return "; ".join(parts)


def read_facts_of(dictionary: Dictionary, sheet: FactSheet) -> tuple[ReadFact, ...]:
    """This function will list what was recorded one by one, in form order, with its origin.

    What stands as "no" only because its list was gone through is left out.
    """
    aside = {name: (value, why) for name, (value, why) in sheet.set_aside.items()}
    found = {name: (value, "") for name, value in sheet.values.items()} | aside
    return tuple(
        _read_fact(dictionary, *found[name])
        for name in dictionary.facts
        if name in found and found[name][0].provenance.door != _BY_LIST
    )


def _read_fact(dictionary: Dictionary, recorded: FactValue, why_not: str) -> ReadFact:
    fact = dictionary.fact(recorded.name)
    return ReadFact(
        name=fact.name,
        label=fact.label,
        value=format_value(
            fact,
            recorded.value,
            comparator=recorded.comparator,
            entered=recorded.entered,
            unit=recorded.unit,
        ),
        on=recorded.on,
        is_from_fhir=recorded.provenance.door == "fhir",
        origin=recorded.provenance.detail,
        why_not=why_not,
    )


def _with_details(words: str, details: Iterable[str], *, limit: str, in_weeks: str) -> str:
    if limit:
        words = f"{words} (at most {limit})"
    if in_weeks:
        words = f"{words}, in {in_weeks} weeks"
    told = "; ".join(filter(None, details))
    return f"{words}: {told}" if told else words
