"""Survivors: what no case would notice, as sentences, each with the case that would."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mgdcds.core.authoring.killing import Killing, find_killing_case
from mgdcds.core.authoring.mutants import Tried
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.book import Rulebook

_MOST_OF_NAME = 100


@dataclass(frozen=True)
class Survivor:
    """A mutant that no case notices, a sentence about it, and the case that would notice it.

    Without a case the search has found none, which proves nothing: the mutant is undecided.
    """

    tried: Tried
    sentence: str
    case: Case | None = None


def explain_survivor(trials: Trials, tried: Tried) -> Survivor:
    """This function will look for the case that a survivor lacks; it takes up to some seconds.

    A case that comes out was advised on with the release and with the mutant.
    """
    killing = find_killing_case(trials, tried.mutant)
    if killing is None or not _is_confirmed(trials, tried, killing):
        undecided = "Perhaps no patient would either: none was found."
        return Survivor(tried, f"{tried.mutant.said} and no case would notice. {undecided}")
    said = f"{tried.mutant.said} and no case would notice"
    patient = say_changes(trials.rulebook, killing) or "this patient"
    sentence = f"{said}: add a case with {patient}, in which {killing.rule} is asked about."
    return Survivor(tried, sentence, _named(trials.rulebook, tried, killing))


def say_changes(rulebook: Rulebook, killing: Killing) -> str:
    """This function will say what is set in a case beside the one that it began with."""
    return ", ".join(
        f"{rulebook.dictionary.fact(name).label}: "
        + _said(rulebook, killing.case.values.get(name), name)
        for name in killing.changes
    )


def _said(rulebook: Rulebook, value: FactValue | None, name: str) -> str:
    fact = rulebook.dictionary.fact(name)
    if value is None:
        return "not recorded"
    return rulebook.program.format_value(fact, value.value, unit_system="conventional")


def _named(rulebook: Rulebook, tried: Tried, killing: Killing) -> Case:
    name = say_changes(rulebook, killing) or rulebook.cases[killing.began_with].name
    note = f"Tells apart: {tried.mutant.said.replace('`', '')}."
    return replace(killing.case, name=name[:_MOST_OF_NAME], note=note)


def _is_confirmed(trials: Trials, tried: Tried, killing: Killing) -> bool:
    variant = trials.variant(tried.mutant.name, tried.mutant.checked)
    sheet = trials.open(killing.case).evaluation.sheet
    said = [
        advise(book, sheet, reasons=False).rule(killing.rule).status
        for book in (trials.rulebook, variant.changed)
    ]
    return said == [killing.says, killing.mutant_says]
