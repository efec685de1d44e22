"""What is so for one sheet, in English: each condition with its values, dates and gaps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Call,
    Case,
    Cast,
    DecimalLiteral,
    If,
    IntegerLiteral,
    ListOf,
    Name,
    QuantityLiteral,
)
from mgdcds.core.cql.types import BOOLEAN, ChoiceType
from mgdcds.core.engines.behind import find_recorded
from mgdcds.core.engines.conditions import COMPARISONS, is_band, say_comparison, say_together
from mgdcds.core.engines.english import Asking
from mgdcds.core.engines.english_words import ENGLISH
from mgdcds.core.engines.missing import find_choice
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.speaker import bare
from mgdcds.core.engines.state import State
from mgdcds.core.engines.words import Words
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.facts.typed import typed_units

#: Why a recorded value is not used, where there is a phrase for it.
_SET_ASIDE = frozenset({"stale", "haemolysed"})
_NUMBERS = (IntegerLiteral, DecimalLiteral, QuantityLiteral)


class Teller(Asking):
    """Says names together with their values on a sheet, and conditions as they turned out."""

    def __init__(self, state: State, *, unit_system: str, words: Words = ENGLISH) -> None:
        super().__init__(state.program, unit_system=unit_system, words=words)
        self.state = state
        self.typed = typed_units(state.program.dictionary, state.sheet)
        self.asking = Asking(state.program, unit_system=unit_system, words=words)

    def name(self, name: str) -> str:
        """This method will say a name with its value: '25(OH)D 18 ng/mL (45 nmol/L)'."""
        said = super().name(name)
        if name in self.program.dictionary.parameters:
            return self.words.say("parameter with value", said, self.value_of_name(name))
        if self.plain_value(name) is None:
            return said
        return self.words.say("name with value", said, self._dated(name))

    def plain_value(self, name: str) -> Any:
        """This method will answer the plain value of any name, or None."""
        if name in self.program.expressions:
            return self.state.value(name)
        return self.state.known.get(name)

    def value_of_name(self, name: str) -> str:
        """This method will say the value of a name alone."""
        dictionary, value = self.program.dictionary, self.plain_value(name)
        recorded = find_recorded(name, self.state)
        if recorded is not None:
            return self.value_of_fact(dictionary.fact(recorded.name), value, **_typed(recorded))
        if name in self.program.expressions:
            fact = self.program.number_fact(name)
            return self.value(value, self.program.expressions[name].type, fact=fact)
        if name in dictionary.parameters:
            return self.value_of_fact(dictionary.fact_of_parameter(name), value)
        return self.value_of_fact(dictionary.fact(name), value)

    def tell(self, plan: Plan) -> str:
        """This method will say how a condition turned out, or what a value is."""
        node = plan.node
        if isinstance(node, Cast):
            return self.tell(plan.parts[0])
        if isinstance(node, Name):
            return self._tell_name(node)
        if isinstance(node, If | Case):
            return self._tell_branch(node, plan)
        if isinstance(node, Call) and node.operator in _TELLING:
            return _TELLING[node.operator](plan, self)
        if isinstance(node, Call) and node.operator in COMPARISONS:
            return self._tell_comparison(node, plan)
        return self._tell_value(plan)

    def why_unknown(self, name: str) -> str:
        """This method will say why a name is not known: '25(OH)D is not recorded'."""
        said = super().name(name)
        if name in self.program.expressions:
            return self.words.say("is known not", said)
        reason = self.state.sheet.why_unknown(name)
        return self.words.say(reason if reason in _SET_ASIDE else "is recorded not", said)

    def _dated(self, name: str) -> str:
        """The value of a name, with its date where that is not the day of the assessment."""
        value, recorded = self.value_of_name(name), find_recorded(name, self.state)
        on = recorded.on if recorded is not None else None
        if on is None or on == self.state.on:
            return value
        return self.words.say("value of day", value, self.words.date(on))

    def _tell_name(self, node: Name) -> str:
        if self.plain_value(node.name) is None:
            return self.why_unknown(node.name)
        value = self.plain_value(node.name)
        if node.type == BOOLEAN and self.is_sentence(node.name):
            return self.condition(node.name, is_true=value)
        is_a_word = node.type == BOOLEAN or isinstance(node.type, ChoiceType)
        key = "answer is" if is_a_word else "value is"
        return self.words.say(key, super().name(node.name), self._dated(node.name))

    def _tell_branch(self, node: If | Case, plan: Plan) -> str:
        if isinstance(node, Case):
            asked, taken = find_choice(node, plan, self.state)
        else:
            condition, then, otherwise = plan.parts
            asked = (condition,)
            taken = then if condition.run(self.state) is True else otherwise
        if taken.node.children or isinstance(taken.node, Name):
            return self.tell(taken)
        return self.tell(asked[-1]) if node.type == BOOLEAN else self._tell_value(plan)

    def _tell_comparison(self, node: Call, plan: Plan) -> str:
        truth = plan.run(self.state)
        if truth is None:
            return self._tell_unknown(node, plan)
        if _is_choice(node):
            return self._tell_choice_fact(node, is_true=truth)
        left = bare(node.operands[0])
        if isinstance(left, Name) and _is_beside_zero(node):
            return self._tell_name(left)
        return say_comparison(node, self, is_true=truth)

    def _tell_unknown(self, node: Call, plan: Plan) -> str:
        unknown = [name for name in plan.names if self.plain_value(name) is None]
        if not unknown:
            return self.words.say("whether not known", self.asking.say(node))
        return self.words.all_of([self.why_unknown(name) for name in unknown])

    def _tell_choice_fact(self, node: Call, *, is_true: bool) -> str:
        # 'sex: female, not male' instead of 'sex female is not male'.
        left, right = node.operands
        name = left.name if isinstance(left, Name) else ""
        said = (super().name(name), self.value_of_name(name))
        is_denied = is_true == (node.operator == "NotEqual")
        one = right.items[0] if isinstance(right, ListOf) and len(right.items) == 1 else right
        if not is_denied or isinstance(one, ListOf):
            return self.words.say("answer is", *said)
        return self.words.say("answer is not", *said, self.say_plain(one))

    def _tell_value(self, plan: Plan) -> str:
        return self.value(plan.run(self.state), plan.node.type)


def decisive_parts(plan: Plan, state: State) -> tuple[Plan, ...]:
    """This function will answer the operands of an `and` or `or` that made its answer."""
    answer = plan.run(state)
    return tuple(part for part in plan.parts if part.run(state) is answer)


def _tell_decisive(plan: Plan, teller: Teller) -> str:
    parts = decisive_parts(plan, teller.state)
    is_conjunction = isinstance(plan.node, Call) and plan.node.operator == "And"
    if is_conjunction and plan.run(teller.state) is True and is_band(plan.node):
        return teller.words.join("And", say_together([part.node for part in parts], teller))
    return _tell_together(parts, teller)


def _is_choice(node: Call) -> bool:
    is_fact = isinstance(node.operands[0], Name) and node.operands[0].type.base == "choice"
    return is_fact and node.operator in {"Equal", "NotEqual", "In"}


def _is_beside_zero(node: Call) -> bool:
    """Whether a value is compared with nothing at all: what it is says more than that."""
    right = bare(node.operands[-1])
    return isinstance(right, _NUMBERS) and Decimal(right.value) == 0


def _tell_all(plan: Plan, teller: Teller) -> str:
    return _tell_together(plan.parts, teller)


def _tell_together(parts: tuple[Plan, ...], teller: Teller) -> str:
    return teller.words.join("And", list(dict.fromkeys(teller.tell(part) for part in parts)))


def _tell_operand(plan: Plan, teller: Teller) -> str:
    return teller.tell(plan.parts[0])


def _tell_presence(plan: Plan, teller: Teller) -> str:
    (operand,) = plan.parts
    node = operand.node
    if isinstance(node, Name) and operand.run(teller.state) is None:
        return teller.why_unknown(node.name)
    return teller.tell(operand)


def _tell_first_known(plan: Plan, teller: Teller) -> str:
    first = plan.parts[0]
    if plan.node.type != BOOLEAN:
        return teller.value(plan.run(teller.state), plan.node.type)
    chosen = next((part for part in plan.parts if part.run(teller.state) is not None), first)
    if chosen is first or not isinstance(chosen.node, BooleanLiteral):
        return teller.tell(chosen)
    key = "told as yes" if chosen.node.value else "told as no"
    return teller.words.say(key, teller.tell(first))


_TELLING: Mapping[str, Callable[[Plan, Teller], str]] = {
    "And": _tell_decisive,
    "Or": _tell_decisive,
    "Xor": _tell_all,
    "Implies": _tell_all,
    "Not": _tell_operand,
    "IsTrue": _tell_operand,
    "IsFalse": _tell_operand,
    "IsNotTrue": _tell_operand,
    "IsNotFalse": _tell_operand,
    "IsNull": _tell_presence,
    "IsNotNull": _tell_presence,
    "Coalesce": _tell_first_known,
}


def _typed(recorded: FactValue) -> dict[str, str]:
    """What was typed: it is shown as typed."""
    return {
        "entered": recorded.entered,
        "unit": recorded.unit,
        "comparator": recorded.comparator,
    }
