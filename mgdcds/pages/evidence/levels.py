"""The inside of a rule in words: conditions, texts with their slots, actions and gates."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Name
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.engines.english import describe
from mgdcds.core.guidance.checked import (
    CheckedAction,
    CheckedGate,
    CheckedLevel,
    CheckedRule,
    CheckedText,
)
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.pages.components.words import VERB
from mgdcds.pages.evidence.rule_pages import (
    ActionRow,
    BlockRow,
    Condition,
    LevelRow,
    TagRow,
    TextPart,
)
from mgdcds.pages.evidence.words import GATE_EFFECT


class RuleWords:
    """Writes the parts of the rules of one release in words, with a clinic's units first."""

    def __init__(self, rulebook: Rulebook, *, unit_system: str) -> None:
        self._rulebook = rulebook
        self._unit_system = unit_system

    def condition(self, checked: Checked) -> Condition:
        """This method will write a condition in English and in CQL."""
        program, system = self._rulebook.program, self._unit_system
        english = describe(checked, program=program, unit_system=system)
        return Condition(english, print_expression(checked.tree))

    def levels(self, rule: CheckedRule) -> tuple[LevelRow, ...]:
        """This method will write the levels of a rule, the first that is true being the one."""
        return tuple(self._level(level) for level in rule.levels)

    def tags(self, rule: CheckedRule) -> tuple[TagRow, ...]:
        """This method will write the remarks that a rule may add."""
        return tuple(TagRow(self.condition(tag.when), self._text(tag.text)) for tag in rule.tags)

    def blocks(self, rule: CheckedRule) -> tuple[BlockRow, ...]:
        """This method will write what a rule holds back."""
        return tuple(
            BlockRow(self.label(block.gate), self.condition(block.when)) for block in rule.blocks
        )

    def label(self, name: str) -> str:
        """This method will answer the label of a fact, a definition, a parameter or a rule."""
        book = self._rulebook
        found = (
            book.definitions.get(name)
            or book.dictionary.facts.get(name)
            or book.dictionary.parameters.get(name)
        )
        if found is not None and found.label:
            return found.label
        return book.rules[name].title if name in book.rules else name.replace("_", " ")

    def _level(self, level: CheckedLevel) -> LevelRow:
        return LevelRow(
            urgency=level.level.urgency,
            condition=None if level.when is None else self.condition(level.when),
            clinician=self._text(level.clinician),
            patient=self._text(level.patient),
            actions=tuple(self._action(action) for action in level.actions),
        )

    def _action(self, checked: CheckedAction) -> ActionRow:
        action = checked.action
        return ActionRow(
            verb=VERB[action.verb],
            target=action.target,
            detail=self._text(checked.detail),
            limit=self._text(checked.limit),
            in_weeks=action.in_weeks,
            condition=None if checked.when is None else self.condition(checked.when),
            gates=tuple(self._gate(gate) for gate in checked.gates),
        )

    def _gate(self, checked: CheckedGate) -> str:
        gate = checked.gate
        words = {
            "gate": self.label(gate.gate),
            "when_false": self._effect(gate.when_false, checked),
            "when_unknown": self._effect(gate.when_unknown, checked),
        }
        if gate.when_false == gate.when_unknown:
            return _("Needs “%(gate)s”; if that is false or not known, %(when_false)s.") % words
        return (
            _(
                "Needs “%(gate)s”; if that is false, %(when_false)s; "
                "if it is not known, %(when_unknown)s."
            )
            % words
        )

    def _effect(self, effect: str, checked: CheckedGate) -> str:
        instead = checked.gate.instead
        if effect == "replace" and instead is not None:
            words = {"verb": str(VERB[instead.verb]).lower(), "target": instead.target}
            return _("instead: %(verb)s %(target)s") % words
        return str(GATE_EFFECT[effect])

    def _text(self, text: CheckedText) -> tuple[TextPart, ...]:
        return tuple(self._parts(text))

    def _parts(self, text: CheckedText) -> Iterator[TextPart]:
        for part in text.parts:
            if isinstance(part, str):
                yield TextPart(part)
            elif isinstance(part.tree, Name):
                yield TextPart(self.label(part.tree.name), is_slot=True)
            else:
                yield TextPart(print_expression(part.tree, width=None), is_slot=True)
