"""Why an answer is what it is: a tree of reasons, from the condition down to recorded facts."""

from __future__ import annotations

import itertools
from collections.abc import Collection
from dataclasses import replace

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Call, Case, Cast, If, Name
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.answer import Reason
from mgdcds.core.engines.conditions import say_together, subject_of_order
from mgdcds.core.engines.missing import find_choice
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.state import State
from mgdcds.core.engines.telling import Teller
from mgdcds.core.values.truth import Truth, truth_of

#: Operators whose operands are reasons of their own. Other conditions are leaves.
_LOGIC = frozenset(
    {"And", "Or", "Xor", "Implies", "Not", "Coalesce"}
    | {"IsTrue", "IsFalse", "IsNotTrue", "IsNotFalse"}
)


def explain_name(name: str, state: State, *, unit_system: str) -> Reason:
    """This function will explain a named expression or a fact, once for each state."""
    kept = state.reasons.get((name, unit_system))
    if kept is None:
        kept = _explain_name(name, _teller(state, unit_system), state)
        state.reasons[name, unit_system] = kept
    return kept


def explain_checked(checked: Checked, state: State, *, unit_system: str) -> Reason:
    """This function will explain an expression that has no name."""
    plan = state.program.plan_of(checked)
    return _explain(plan, _teller(state, unit_system), state)


def _teller(state: State, unit_system: str) -> Teller:
    if unit_system not in state.tellers:
        state.tellers[unit_system] = Teller(state, unit_system=unit_system)
    return state.tellers[unit_system]


def _explain_name(name: str, teller: Teller, state: State) -> Reason:
    checked = state.program.expressions.get(name)
    if checked is None:
        return _explain_fact(name, teller)
    inner = _explain(state.program.plans[name], teller, state)
    if checked.type == BOOLEAN:
        return replace(inner, name=name)
    value = teller.value_of_name(name)
    sentence = teller.words.say("value is", teller.asking.name(name), value)
    return replace(inner, name=name, sentence=teller.words.capital(sentence))


def _explain_fact(name: str, teller: Teller) -> Reason:
    value = teller.plain_value(name)
    fact = teller.program.dictionary.facts.get(name)
    words, is_condition = teller.words, isinstance(value, bool)
    told = words.say("not recorded") if value is None else teller.value_of_name(name)
    key = "answer is" if isinstance(value, bool | str) else "value is"
    said = words.say(key, teller.asking.name(name), told)
    return Reason(
        text=name,
        sentence=words.capital(teller.why_unknown(name) if value is None else said),
        truth=truth_of(value) if is_condition else None,
        value=told,
        facts=() if fact is None else (name,),
    )


def _explain(plan: Plan, teller: Teller, state: State) -> Reason:
    node = plan.node
    if isinstance(node, Cast):
        return _explain(plan.parts[0], teller, state)
    if isinstance(node, Name) and node.name in state.program.expressions:
        return explain_name(node.name, state, unit_system=teller.unit_system)
    if node.type != BOOLEAN:
        return _value(plan, teller, state)
    if isinstance(node, If | Case):
        return _inner(plan, _asked_and_taken(plan, teller), teller, state)
    if isinstance(node, Call) and node.operator == "And" and plan.run(state) is True:
        return _conjunction(plan, teller, state)
    if isinstance(node, Call) and node.operator in _LOGIC:
        return _inner(plan, plan.parts, teller, state)
    return _comparison(plan, teller, state)


def _inner(plan: Plan, parts: tuple[Plan, ...], teller: Teller, state: State) -> Reason:
    return Reason(
        text=plan.text,
        sentence=teller.words.capital(teller.tell(plan)),
        truth=_truth(plan, teller),
        value=teller.value(plan.run(state), plan.node.type),
        children=tuple(_explain(part, teller, state) for part in parts if part.names),
    )


def _conjunction(plan: Plan, teller: Teller, state: State) -> Reason:
    """A true `and`: neighbours that set two ends to one value are one reason."""
    groups = (
        (subject, tuple(group))
        for subject, group in itertools.groupby(
            plan.parts, key=lambda part: subject_of_order(part.node)
        )
    )
    children: list[Reason] = []
    for subject, parts in groups:
        if subject is None or len(parts) == 1:
            children += [_explain(part, teller, state) for part in parts if part.names]
        else:
            children.append(_band(parts, teller))
    if len(children) == 1:
        return children[0]
    return replace(_inner(plan, (), teller, state), children=tuple(children))


def _band(parts: tuple[Plan, ...], teller: Teller) -> Reason:
    first, *others = (_leaf(part, teller, below=teller.program.expressions) for part in parts)
    (sentence,) = say_together([part.node for part in parts], teller)
    return replace(
        first,
        text=" and ".join((first.text, *(other.text for other in others))),
        sentence=teller.words.capital(sentence),
        facts=tuple(dict.fromkeys((*first.facts, *(name for one in others for name in one.facts)))),
    )


def _comparison(plan: Plan, teller: Teller, state: State) -> Reason:
    """A condition about values: its sentence has them, and below are the calculated ones."""
    return _leaf(plan, teller, below=state.program.expressions.keys())


def _value(plan: Plan, teller: Teller, state: State) -> Reason:
    """A value: below is everything that it was calculated from."""
    is_name = isinstance(plan.node, Name)
    return _leaf(plan, teller, below=() if is_name else plan.names)


def _leaf(plan: Plan, teller: Teller, *, below: Collection[str]) -> Reason:
    names, state = plan.names, teller.state
    facts = state.program.dictionary.facts
    return Reason(
        text=plan.text,
        sentence=teller.words.capital(teller.tell(plan)),
        truth=_truth(plan, teller),
        value=teller.value(plan.run(state), plan.node.type),
        facts=tuple(name for name in names if name in facts),
        children=tuple(
            explain_name(name, state, unit_system=teller.unit_system)
            for name in names
            if name in below
        ),
    )


def _asked_and_taken(plan: Plan, teller: Teller) -> tuple[Plan, ...]:
    if isinstance(plan.node, Case):
        asked, taken = find_choice(plan.node, plan, teller.state)
        return (*asked, taken)
    condition, then, otherwise = plan.parts
    return (condition, then if condition.run(teller.state) is True else otherwise)


def _truth(plan: Plan, teller: Teller) -> Truth | None:
    return truth_of(plan.run(teller.state)) if plan.node.type == BOOLEAN else None
