"""An ActivityDefinition for each verb with its target: what is asked for, and of which kind."""

from __future__ import annotations

from collections.abc import Iterator

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.export.fhir.codes import MEASURED, Request, request_of
from mgdcds.core.guidance.export.fhir.edition import Edition, Resource, filled, id_of
from mgdcds.core.guidance.export.fhir.requirements import order_codings
from mgdcds.core.guidance.rule import Action, Verb
from mgdcds.core.guidance.targets import TARGETS

_KIND = "ActivityDefinition"
_MEDICINE = "MedicationRequest"
_NOTE = "Proposed for a clinician to decide on; it is not an order."


def activity_id(action: Action) -> str:
    """This function will answer the id of what an action asks for."""
    return id_of(action.verb, action.target)


def activity_canonical(action: Action, edition: Edition) -> str:
    """This function will answer the canonical address of what an action asks for."""
    return edition.canonical(_KIND, activity_id(action))


def action_title(action: Action) -> str:
    """This function will write an action as a title: "Start oral magnesium supplement"."""
    return f"{action.verb.capitalize()} {TARGETS[action.target].clinician}"


def make_activities(rulebook: Rulebook, edition: Edition) -> list[Resource]:
    """This function will make each activity of a release once, sorted by id."""
    found = {activity_id(action): action for action in actions_in(rulebook)}
    return [_make(id, action, rulebook.dictionary, edition) for id, action in sorted(found.items())]


def actions_in(rulebook: Rulebook) -> Iterator[Action]:
    """This function will answer every action of a release, those behind gates too."""
    for rule in rulebook.rules.values():
        for level in rule.levels:
            for action in level.actions:
                yield action
                yield from (gate.instead for gate in action.gates if gate.instead)


def _make(id: str, action: Action, dictionary: Dictionary, edition: Edition) -> Resource:
    request = request_of(action.verb, TARGETS[action.target])
    return edition.resource(
        _KIND,
        id,
        title=action_title(action),
        description=_NOTE,
        kind=request.kind,
        intent="proposal",
        doNotPerform=request.do_not_perform or None,
        **_what(action, request, dictionary),
    )


def _what(action: Action, request: Request, dictionary: Dictionary) -> Resource:
    """A product for a medicine, the codes of a result for a measurement, else words."""
    words = TARGETS[action.target].clinician
    if request.kind == _MEDICINE:
        return {"productCodeableConcept": {"text": words}}
    fact = dictionary.facts.get(MEASURED.get(action.target, ""))
    if action.verb is not Verb.MEASURE:
        return {"code": {"text": action_title(action)}}
    return {"code": filled({"coding": order_codings(fact) if fact else [], "text": words})}
