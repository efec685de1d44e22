"""A PlanDefinition for each rule, and one for the release that names them in order.

A rule is an event-condition-action rule. Below its one action stand the levels, of which at
most one is in force, and the remarks; below a level stand the text for the patient and the
actions. Every condition is a name in the Library, true or false for every patient.
"""

from __future__ import annotations

from collections.abc import Iterator

from mgdcds.core.engines.export.forms import print_quoted
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import CheckedAction, CheckedGate, CheckedLevel, CheckedRule
from mgdcds.core.guidance.export.conditions import can_be_withheld
from mgdcds.core.guidance.export.fhir.activities import action_title, activity_canonical
from mgdcds.core.guidance.export.fhir.codes import PRIORITIES, concept, rating_extensions
from mgdcds.core.guidance.export.fhir.edition import Edition, Resource, filled, id_of
from mgdcds.core.guidance.export.fhir.sources import cite
from mgdcds.core.guidance.export.fhir.texts import describe_action, describe_gates, write_text
from mgdcds.core.guidance.export.fhir.timing import timing_of
from mgdcds.core.guidance.export.library import LIBRARY
from mgdcds.core.guidance.export.names import (
    action_name,
    fires_name,
    instead_name,
    level_name,
    tag_name,
    withheld_name,
)
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES, Rule

_KIND = "PlanDefinition"
_PATIENT = {"coding": [{"system": "http://hl7.org/fhir/resource-types", "code": "Patient"}]}
_PLAN = "release"
_WITHHELD = (
    "The rule is true, but its advice is withheld: a safety rule is against it, or cannot be "
    "cleared until more is known."
)
_FIRES = "The rule is true, and no gate withholds it."


def make_plans(rulebook: Rulebook, edition: Edition) -> list[Resource]:
    """This function will make the plan of the release, then that of each rule."""
    rules = [_RulePlan(rulebook, rule, edition) for rule in rulebook.checked.values()]
    return [_release_plan(rulebook, edition), *(rule.make() for rule in rules)]


def rule_id(code: str) -> str:
    """This function will answer the id of a rule's plan."""
    return id_of("rule", code)


def _release_plan(rulebook: Rulebook, edition: Edition) -> Resource:
    return edition.resource(
        _KIND,
        _PLAN,
        title="Magnesium and vitamin D: every rule of a release",
        type=concept("plan-definition-type", "clinical-protocol"),
        subjectCodeableConcept=_PATIENT,
        description="Decision support on how magnesium and vitamin D act on each other. "
        "It supports a clinician's judgement; it is not a diagnosis or an order.",
        library=[edition.canonical("Library", LIBRARY)],
        action=[
            {
                "id": rule_id(code),
                "prefix": code,
                "title": rule.title,
                "definitionCanonical": edition.canonical(_KIND, rule_id(code)),
            }
            for code, rule in rulebook.rules.items()
        ],
    )


class _RulePlan:
    """Writes the plan of one rule."""

    def __init__(self, rulebook: Rulebook, rule: CheckedRule, edition: Edition) -> None:
        self._rulebook, self._program = rulebook, rulebook.program
        self._rule, self._edition = rule, edition
        self._code = rule.rule.code

    def make(self) -> Resource:
        rule, edition = self._rule.rule, self._edition
        notice = edition.notices.get(self._code, "")
        sources = self._rulebook.evidence.sources
        return edition.resource(
            _KIND,
            rule_id(rule.code),
            title=f"{rule.code}. {rule.title}",
            type=concept("plan-definition-type", "eca-rule"),
            status="retired" if rule.code in edition.withdrawn else "draft",
            subjectCodeableConcept=_PATIENT,
            date=rule.reviewed_on or edition.date,
            description="\n\n".join(filter(None, [notice, rule.why_it_matters])),
            usage=_usage(rule),
            topic=[{"text": str(rule.category)}],
            author=[{"name": rule.authored_by}] if rule.authored_by else [],
            relatedArtifact=cite(sources[key] for key in rule.evidence if key in sources),
            library=[edition.canonical("Library", LIBRARY)],
            action=[self._action(), *self._withheld()],
        )

    def _action(self) -> Resource:
        rule = self._rule.rule
        levels = [self._level(at, level) for at, level in enumerate(self._rule.levels, 1)]
        return {
            "id": id_of(rule.code),
            "extension": rating_extensions(rule.strength, rule.certainty),
            "prefix": rule.code,
            "title": rule.title,
            "condition": _when(fires_name(rule.code), _FIRES),
            "groupingBehavior": "logical-group",
            "action": [
                {
                    "id": id_of(rule.code, "levels"),
                    "title": "The level in force",
                    "groupingBehavior": "logical-group",
                    "selectionBehavior": "at-most-one",
                    "action": levels,
                },
                *self._remarks(),
            ],
        }

    def _withheld(self) -> Iterator[Resource]:
        if can_be_withheld(self._rule):
            yield {
                "id": id_of(self._code, "withheld"),
                "prefix": self._code,
                "title": f"Withheld: {self._rule.rule.title}",
                "textEquivalent": _WITHHELD,
                "condition": _when(withheld_name(self._code), _WITHHELD),
            }

    def _level(self, at: int, level: CheckedLevel) -> Resource:
        name = level_name(self._code, at)
        return filled(
            {
                "id": id_of(name),
                "title": f"{self._rule.rule.title}: {level.level.urgency}",
                "textEquivalent": write_text(level.clinician, self._program),
                "priority": PRIORITIES.get(level.level.urgency),
                "condition": _when(name, "The first level whose own condition is true."),
                "groupingBehavior": "logical-group",
                "selectionBehavior": "any",
                "action": [self._for_patient(at, level), *self._actions(at, level)],
            }
        )

    def _for_patient(self, at: int, level: CheckedLevel) -> Resource:
        return {
            "id": id_of(level_name(self._code, at), "patient"),
            "title": "Text for the patient",
            "textEquivalent": write_text(level.patient, self._program),
            "participant": [{"type": "patient"}],
        }

    def _actions(self, at: int, level: CheckedLevel) -> Iterator[Resource]:
        for number, action in enumerate(level.actions, 1):
            gates = describe_gates(action, self._program)
            yield self._proposed(action_name(self._code, at, number), action, gates)
            for place, gate in enumerate(action.gates, 1):
                if gate.instead is not None:
                    name = instead_name(self._code, at, number, place)
                    yield self._proposed(name, gate.instead, self._in_place_of(action, gate))

    def _proposed(self, name: str, action: CheckedAction, why: str) -> Resource:
        return filled(
            {
                "id": id_of(name),
                "title": action_title(action.action),
                "description": describe_action(action, self._program),
                "condition": _when(name, why),
                "definitionCanonical": activity_canonical(action.action, self._edition),
                **timing_of(action.action.in_weeks),
            }
        )

    def _in_place_of(self, action: CheckedAction, gate: CheckedGate) -> str:
        label = self._program.label(gate.gate.gate)
        return f"Instead of '{action_title(action.action)}' where this does not hold: {label}."

    def _remarks(self) -> Iterator[Resource]:
        for at, tag in enumerate(self._rule.tags, 1):
            name = tag_name(self._code, at)
            yield {
                "id": id_of(name),
                "title": "Remark",
                "textEquivalent": write_text(tag.text, self._program),
                "condition": _when(name, ""),
            }


def _when(name: str, why: str) -> list[Resource]:
    expression = filled(
        {"description": why, "language": "text/cql", "expression": print_quoted(name)}
    )
    return [{"kind": "applicability", "expression": expression}]


def _usage(rule: Rule) -> str:
    """Who answers for the rule, and the source attributes that a reader may ask for."""
    lines = [
        f"Owner: {rule.owner}",
        f"Checked by: {rule.checked_by}",
        f"Review due: {rule.review_due}",
        *(f"{_words(name)}: {rule.attributes.get(name, '')}" for name in SOURCE_ATTRIBUTES),
    ]
    return "\n\n".join(" ".join(line.split()) for line in lines)


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
