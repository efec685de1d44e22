"""The words of the workspace: kinds, states, gates, and the fields of entries."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.authoring.cases import NO_SUCH_RULE
from mgdcds.core.authoring.diff import Change
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.report import Status
from mgdcds.pages.components.words import Word
from mgdcds.stores.library import gates
from mgdcds.stores.library.mutation import MUTANTS
from mgdcds.stores.library.proving import PROVED
from mgdcds.stores.library.values import DraftState, GateState

KINDS: Mapping[EntryKind, Word] = {
    EntryKind.FACT: gettext_lazy("Fact"),
    EntryKind.DEFINITION: gettext_lazy("Definition"),
    EntryKind.PARAMETER: gettext_lazy("Parameter"),
    EntryKind.RULE: gettext_lazy("Rule"),
    EntryKind.CASE: gettext_lazy("Case"),
    EntryKind.SOURCE: gettext_lazy("Source"),
    EntryKind.FINDING: gettext_lazy("Finding"),
    EntryKind.CLAIM: gettext_lazy("Claim"),
    EntryKind.TRANSLATION: gettext_lazy("Translation"),
}
MANY: Mapping[EntryKind, Word] = {
    EntryKind.RULE: gettext_lazy("Rules"),
    EntryKind.CASE: gettext_lazy("Cases"),
    EntryKind.DEFINITION: gettext_lazy("Definitions and gates"),
    EntryKind.PARAMETER: gettext_lazy("Parameters"),
    EntryKind.CLAIM: gettext_lazy("Claims"),
    EntryKind.FINDING: gettext_lazy("Findings"),
    EntryKind.SOURCE: gettext_lazy("Sources"),
    EntryKind.FACT: gettext_lazy("Facts"),
    EntryKind.TRANSLATION: gettext_lazy("Translations"),
}
STATES: Mapping[DraftState, tuple[Word, str]] = {
    DraftState.OPEN: (gettext_lazy("Open"), "routine"),
    DraftState.SUBMITTED: (gettext_lazy("Waiting for review"), "soon"),
    DraftState.RETURNED: (gettext_lazy("Returned"), "soon"),
    DraftState.PUBLISHED: (gettext_lazy("Published"), "good"),
    DraftState.DROPPED: (gettext_lazy("Dropped"), "information"),
}
STEPS: Mapping[str, Word] = {
    DraftState.SUBMITTED: gettext_lazy("Submitted for review"),
    DraftState.RETURNED: gettext_lazy("Returned"),
    DraftState.PUBLISHED: gettext_lazy("Published"),
    DraftState.DROPPED: gettext_lazy("Dropped"),
}
CHANGES: Mapping[Change, Word] = {
    Change.ADDED: gettext_lazy("new"),
    Change.REMOVED: gettext_lazy("taken out"),
    Change.CHANGED: gettext_lazy("changed"),
}
GATES: Mapping[str, Word] = {
    gates.PARSES: gettext_lazy("It can be read and run"),
    gates.CASES: gettext_lazy("All cases come out as expected"),
    gates.ATTRIBUTES: gettext_lazy("The 13 source attributes are complete"),
    gates.SECOND_PERSON: gettext_lazy("A second person has reviewed it"),
    PROVED: gettext_lazy("No contradicting advice, no dead rule, no gap between bands"),
    MUTANTS: gettext_lazy("Cases notice a changed cut-off (mutation score)"),
    gates.NOT_RUN[0]: gettext_lazy("The affected patients were looked at"),
}
#: The word for what became of a gate, and its icon.
GATE_STATES: Mapping[GateState, tuple[Word, str]] = {
    GateState.PASSED: (gettext_lazy("passed"), "true"),
    GateState.FAILED: (gettext_lazy("failed"), "false"),
    GateState.NOT_RUN: (gettext_lazy("not tested"), "unknown"),
    GateState.UNDECIDED: (gettext_lazy("not decided"), "unknown"),
}
#: What becomes of a rule in a case, as a table cell says it.
OUTCOMES: Mapping[str, Word] = {
    Status.FIRES: gettext_lazy("applies"),
    Status.WITHHELD: gettext_lazy("withheld"),
    Status.UNKNOWN: gettext_lazy("cannot tell"),
    Status.NOT_MET: gettext_lazy("does not apply"),
    NO_SUCH_RULE: gettext_lazy("no such rule"),
}
#: Fields whose name does not say what they are.
FIELDS: Mapping[str, Word] = {
    "when": gettext_lazy("Condition"),
    "clinician": gettext_lazy("Text for the clinician"),
    "patient": gettext_lazy("Text for the patient"),
    "in_weeks": gettext_lazy("In weeks"),
    "when_false": gettext_lazy("When it is false"),
    "when_unknown": gettext_lazy("When it is not known"),
    "needs": gettext_lazy("Also shown"),
    "on": gettext_lazy("Assessed on"),
    "reviewed": gettext_lazy("Lists gone through"),
    "fires": gettext_lazy("Applies"),
    "withheld": gettext_lazy("Withheld"),
    "unknown": gettext_lazy("Cannot tell"),
    "not_met": gettext_lazy("Does not apply"),
    "doi": "DOI",
    "pmid": "PMID",
    "n": gettext_lazy("Number of people"),
    "p": gettext_lazy("P value"),
}
#: What a table of a list is called, with its number.
_ITEMS: Mapping[str, Word] = {
    "levels": gettext_lazy("Level {number}"),
    "actions": gettext_lazy("Action {number}"),
    "gates": gettext_lazy("Gate {number}"),
    "tags": gettext_lazy("Remark {number}"),
    "blocks": gettext_lazy("Block {number}"),
    "units": gettext_lazy("Unit {number}"),
    "choices": gettext_lazy("Choice {number}"),
    "domains": gettext_lazy("Domain {number}"),
}


def label_of(path: str) -> str:
    """This function will name a field: "levels.1.actions.2.target" is "Level 1, action 2, target".

    A path without a word of ours is written as it is, with spaces.
    """
    said = [word for word in _words(path.split(".")) if word]
    return ", ".join((said[0], *(_lower_first(word) for word in said[1:]))) if said else ""


def name_of(kind: EntryKind, key: str) -> str:
    """This function will name an entry: "Rule B04"."""
    return _("{kind} {key}").format(kind=KINDS[kind], key=key)


def change_between(older: Entry | None, newer: Entry | None) -> Change:
    """This function will name what became of an entry between two releases."""
    if older is None:
        return Change.ADDED
    return Change.REMOVED if newer is None else Change.CHANGED


def _words(parts: list[str]) -> list[str]:
    found: list[str] = []
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else ""
        following = parts[at + 1] if at + 1 < len(parts) else ""
        if part.isdigit() and before in _ITEMS:
            found.append(str(_ITEMS[before]).format(number=part))
        elif part == "attributes" or (part in _ITEMS and following.isdigit()):
            continue
        elif before in ("facts", "limits"):
            found.append(part)
        else:
            found.append(str(FIELDS.get(part, part.replace("_", " ").capitalize())))
    return found


def _lower_first(word: str) -> str:
    return word if word[:2].isupper() else word[:1].lower() + word[1:]
