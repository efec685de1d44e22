"""The search for a patient of whom something is true; the judge has the last word on each.

What is not followed is free, so no patient can be missed: where there is none, that is proved. A
patient that is found is shown to the judge. Where they disagree, the judge's values of what was
free are learned, and the search goes on; what stays open after some rounds is undecided.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any

import z3  # type: ignore[import-untyped]

from mgdcds.core.cql.scope import Scope
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.plan import Names, make_plan
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.state import Free, Piece
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    Boolean,
    Formula,
    Scalar,
    all_of,
    opposite,
    real,
)
from mgdcds.core.engines.proof.variables import (
    Texts,
    Variable,
    limits_in_order,
    places_of_limit,
    steps_of,
)
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.make_sheet import SPOILT_BY
from mgdcds.core.facts.sheet import FactSheet, FactValue, Recorded

#: How many patients are shown to the judge before a question stays undecided.
MOST_TRIES = 12
#: How much work one look may be, in z3's own measure: the same on every machine.
EFFORT = 6_000_000

#: Asks the judge about a patient.
Confirm = Callable[[FactSheet], bool]


@dataclass(frozen=True)
class Found:
    """What a search answers, with the patient that was found and confirmed."""

    verdict: Verdict
    sheet: FactSheet | None = None


@dataclass(frozen=True)
class Goal:
    """What is wanted of a patient, and the pieces that it was made of, each with its reader."""

    formula: Formula
    pieces: tuple[tuple[Reader, Piece], ...]


def find_patient(goal: Goal, *, confirm: Confirm, on: datetime.date, effort: int = EFFORT) -> Found:
    """This function will find a patient for a goal, prove that there is none, or say neither.

    `on` is the day of the assessment where any day will do. `confirm` asks the judge.
    """
    if z3.is_false(goal.formula):
        return Found(Verdict.NONE)
    try:
        return _Search(goal, confirm, on, effort).run()
    except z3.Z3Exception:
        # What the solver cannot do is not decided.
        return Found(Verdict.UNDECIDED)


class _Search:
    """One search, in a z3 context of its own: what was asked before has no part in it."""

    def __init__(self, goal: Goal, confirm: Confirm, on: datetime.date, effort: int) -> None:
        self._goal, self._confirm, self._on = goal, confirm, on
        self._context = z3.Context()
        self._solver = z3.Solver(ctx=self._context)
        self._solver.set("random_seed", 0)
        self._solver.set("rlimit", effort)
        self._is_blocked = False
        self._is_exact = False
        self._learned: list[Formula] = []

        self._add(self._goal.formula, *self._today.domain, *self._sides)
        self._add(*self._order, *self._spoilt)

    def run(self) -> Found:
        for at in range(MOST_TRIES):
            if at == 1:
                self._add(*(formula for _, free in self._frees for formula in free.alike))
            if at == 2:
                self._be_exact()
            outcome = self._check()
            if outcome == z3.unsat:
                return Found(Verdict.UNDECIDED if self._is_blocked else Verdict.NONE)
            if outcome != z3.sat:
                return Found(Verdict.UNDECIDED)
            model = self._solver.model()
            sheet = self._try(self._nicer() or model)
            if sheet is not None:
                return Found(Verdict.FOUND, sheet)
        return Found(Verdict.UNDECIDED)

    # What holds

    @cached_property
    def _closure(self) -> tuple[tuple[Reader, tuple[str, ...]], ...]:
        found: dict[int, tuple[Reader, set[str]]] = {}
        for reader, piece in self._goal.pieces:
            found.setdefault(id(reader), (reader, set()))[1].update(reader.below(piece.names))
        return tuple((reader, tuple(sorted(names))) for reader, names in found.values())

    @cached_property
    def _all_pieces(self) -> tuple[tuple[Reader, Piece], ...]:
        named = ((reader, reader.name(name)) for reader, names in self._closure for name in names)
        found = {id(piece): (reader, piece) for reader, piece in (*self._goal.pieces, *named)}
        return tuple(found.values())

    @property
    def _sides(self) -> Iterable[Formula]:
        return (side for _, piece in self._all_pieces for side in piece.sides)

    @property
    def _order(self) -> Iterable[Formula]:
        return limits_in_order(self._parameters)

    @property
    def _spoilt(self) -> Iterable[Formula]:
        for name, (spoiler, _) in SPOILT_BY.items():
            if name in self._facts and spoiler in self._facts:
                spoilt = self._facts[spoiler].term
                assert isinstance(spoilt, Boolean)  # noqa: S101 - a yes or no
                yield z3.Implies(self._facts[name].known, opposite(spoilt.yes))

    @cached_property
    def _facts(self) -> dict[str, Variable]:
        return {
            name: reader.reading.facts[name]
            for reader, names in reversed(self._closure)
            for name in names
            if name in reader.reading.facts
        }

    @cached_property
    def _parameters(self) -> dict[str, Variable]:
        return {
            name: reader.reading.parameters[name]
            for reader, names in reversed(self._closure)
            for name in names
            if name in reader.reading.parameters
        }

    @cached_property
    def _frees(self) -> tuple[tuple[Reader, Free], ...]:
        found = ((reader, free) for reader, piece in self._all_pieces for free in piece.frees)
        return tuple(found)

    @property
    def _today(self) -> Variable:
        return self._goal.pieces[0][0].reading.today

    # Trying

    def _be_exact(self) -> None:
        """Say of products and quotients what they are. That is hard, so it is said late."""
        self._is_exact = True
        self._solver.push()
        self._add(*(formula for _, free in self._frees for formula in free.exactly))

    def _check(self) -> Any:
        outcome = self._solver.check()
        if outcome == z3.unknown and self._is_exact:
            self._is_exact = False
            self._solver.pop()
            self._add(*self._learned)
            outcome = self._solver.check()
        return outcome

    def _nicer(self) -> Any:
        """A model with the usual limits and nothing calculated that is only guessed, if any."""
        usual = self._usual()
        settled = [opposite(_known(free)) for _, free in self._frees if not free.rounds]
        for wishes in ([*usual, *settled], usual):
            if self._solver.check(*map(self._moved, wishes)) == z3.sat:
                return self._solver.model()
        return None

    def _usual(self) -> list[Formula]:
        found = [self._today.steps == self._on.toordinal()]
        for name, variable in self._parameters.items():
            reader = self._reader_of(name)
            default = reader.program.defaults[name]
            places = places_of_limit(reader.program.dictionary, name)
            steps = steps_of(default, places=places)
            found += [] if steps is None else [variable.steps == steps]
        return found

    def _try(self, model: Any) -> FactSheet | None:
        sheet = self._sheet(model)
        if self._confirm(sheet):
            return sheet
        evaluations = {id(reader): open_sheet(reader.program, sheet) for reader, _ in self._closure}
        pins = [
            pin(free, _judged(free, evaluations[id(reader)]), texts=reader.reading.texts)
            for reader, free in self._frees
        ]
        inputs = self._inputs(model)
        refined = self._refined(pins, inputs)
        if refined is not None:
            return refined
        self._learn(pins, inputs)
        return None

    def _refined(self, pins: Sequence[Formula], inputs: Sequence[Formula]) -> FactSheet | None:
        """Another patient with the same values under what is free, which is now known."""
        if not pins:
            return None
        held = [self._moved(formula) for formula in (*pins, *inputs)]
        if self._solver.check(*held) != z3.sat:
            return None
        sheet = self._sheet(self._solver.model())
        return sheet if self._confirm(sheet) else None

    def _learn(self, pins: Sequence[Formula], inputs: Sequence[Formula]) -> None:
        # Where everything is followed and the judge differs, nothing is proved any more.
        self._is_blocked = self._is_blocked or not pins
        held = all_of(*inputs)
        self._learned.append(z3.Implies(held, all_of(*pins)) if pins else opposite(held))
        self._add(self._learned[-1])

    def _inputs(self, model: Any) -> list[Formula]:
        """What the model says of everything that a free value reads; of all, where none is free."""
        below = {name for _, free in self._frees for name in self._names_below(free)}
        names = below or {*self._facts, *self._parameters}
        held = [self._held(model, self._today)]
        held += [self._held(model, self._facts[name]) for name in sorted(names & {*self._facts})]
        limits = sorted(names & {*self._parameters})
        return held + [self._held(model, self._parameters[name]) for name in limits]

    def _names_below(self, free: Free) -> frozenset[str]:
        readers = [reader for reader, each in self._frees if each is free]
        return frozenset().union(*(reader.below(free.names) for reader in readers))

    def _held(self, model: Any, variable: Variable) -> Formula:
        if not self._is_true(model, variable.known):
            return opposite(variable.known)
        return all_of(variable.known, variable.steps == self._value(model, variable))

    # From models to patients

    def _sheet(self, model: Any) -> FactSheet:
        known = {
            name: variable
            for name, variable in self._facts.items()
            if self._is_true(model, variable.known)
        }
        values = {
            name: self._recorded(name, self._value(model, each)) for name, each in known.items()
        }
        limits = {
            name: self._limit(name, self._value(model, variable))
            for name, variable in self._parameters.items()
        }
        return FactSheet(
            on=datetime.date.fromordinal(self._value(model, self._today)),
            values=MappingProxyType(
                {name: FactValue(name, value) for name, value in values.items()}
            ),
            limits=MappingProxyType(limits),
        )

    def _recorded(self, name: str, steps: Any) -> Recorded:
        fact = self._reader_of(name).program.dictionary.fact(name)
        if fact.kind is Kind.BOOLEAN:
            return bool(steps)
        if fact.kind is Kind.CHOICE:
            return str(fact.choices[steps].value)
        if fact.kind is Kind.DATE:
            return datetime.date.fromordinal(steps)
        return _decimal(steps, fact.decimals)

    def _limit(self, name: str, steps: int) -> Decimal:
        places = places_of_limit(self._reader_of(name).program.dictionary, name)
        return _decimal(steps, places)

    def _reader_of(self, name: str) -> Reader:
        return next(reader for reader, names in self._closure if name in names)

    def _is_true(self, model: Any, formula: Formula) -> bool:
        return bool(z3.is_true(model.eval(self._moved(formula))))

    def _value(self, model: Any, variable: Variable) -> Any:
        value = model.eval(self._moved(variable.steps), model_completion=True)
        return z3.is_true(value) if z3.is_bool(value) else value.as_long()

    def _add(self, *formulas: Formula) -> None:
        self._solver.add([self._moved(formula) for formula in formulas])

    def _moved(self, formula: Formula) -> Formula:
        return formula.translate(self._context)


def _decimal(steps: int, places: int) -> Decimal:
    return Decimal(steps).scaleb(-places)


def _known(free: Free) -> Formula:
    return free.term.known if isinstance(free.term, Boolean | Scalar) else ALWAYS


def _judged(free: Free, evaluation: Evaluation) -> Any:
    program = evaluation.program
    names = Names(frozenset(program.expressions), Scope(dictionary=program.dictionary))
    return make_plan(free.node, names).run(evaluation)


def pin(free: Free, value: Any, *, texts: Texts) -> Formula:
    """This function will say that a free value is the one that the judge has found."""
    term = free.term
    if isinstance(term, Boolean):
        return all_of(
            term.yes if value is True else opposite(term.yes),
            term.no if value is False else opposite(term.no),
        )
    if not isinstance(term, Scalar):
        return ALWAYS
    if value is None:
        return opposite(term.known)
    return all_of(term.known, term.value == real(_plain(value, texts)))


def _plain(value: Any, texts: Texts) -> Fraction:
    if isinstance(value, str):
        return texts.place(value)
    return Fraction(value.toordinal() if isinstance(value, datetime.date) else value)
