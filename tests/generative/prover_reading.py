"""The prover's reading of a program, looked at on one sheet: it must say what the judge says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from mgdcds.core.cql.scope import Scope
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.plan import Names, make_plan
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.search import pin
from mgdcds.core.engines.proof.variables import places_of_limit
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth

#: Nearly every sheet takes some thousand steps; a few would take the solver minutes.
MOST_STEPS = 300_000

Answers = Mapping[str, tuple[Truth, frozenset[str] | None]]


def prover(program: Program, sheets: Sequence[FactSheet]) -> Sequence[Answers]:
    """The terms of the prover, with the values of a sheet put in.

    What is free takes the judge's value. That this keeps within everything that is said of it is
    asserted, for else the prover would leave out a patient. Sheets that no door lets in, beyond
    what is possible or between two canonical steps, are left out, and so are those that take the
    solver too many steps.
    """
    reader = Reader(program)
    pieces = {name: reader.name(name) for name in program.expressions}
    solver = z3.Solver(ctx=z3.main_ctx())
    solver.set("rlimit", MOST_STEPS)
    for piece in pieces.values():
        solver.add(*piece.sides)
        for free in piece.frees:
            solver.add(*free.alike, *free.exactly)
    conditions = {
        name: truth(pieces[name].term)
        for name, each in program.expressions.items()
        if each.type.base == "boolean"
    }
    return [_answer(reader, solver, conditions, sheet) for sheet in sheets]


def _answer(
    reader: Reader, solver: Any, conditions: Mapping[str, Any], sheet: FactSheet
) -> Answers:
    if not _is_let_in(reader.program, sheet):
        return {}
    held = [*_recorded(reader, sheet), *_judged(reader, sheet)]
    verdict = solver.check(*held)
    if verdict == z3.unknown:
        return {}
    assert verdict == z3.sat, "The reading leaves out what the judge says."
    model = solver.model()
    return {name: (_truth(model, term), None) for name, term in conditions.items()}


def _judged(reader: Reader, sheet: FactSheet) -> list[Any]:
    program, opened = reader.program, open_sheet(reader.program, sheet)
    names = Names(frozenset(program.expressions), Scope(dictionary=program.dictionary))
    frees = [free for name in program.expressions for free in reader.name(name).frees]
    texts = reader.reading.texts
    return [pin(free, make_plan(free.node, names).run(opened), texts=texts) for free in frees]


def _recorded(reader: Reader, sheet: FactSheet) -> list[Any]:
    reading, program = reader.reading, reader.program
    held = [reading.today.steps == sheet.on.toordinal()]
    for name, fact in program.dictionary.facts.items():
        variable, value = reading.facts[name], sheet.get(name)
        held.append(variable.known if value is not None else z3.Not(variable.known))
        held += [] if value is None else [variable.steps == _steps(fact, value)]
    for name, value in {**program.defaults, **sheet.limits}.items():
        places = places_of_limit(program.dictionary, name)
        held.append(reading.parameters[name].steps == int(Fraction(value) * 10**places))
    return held


def _is_let_in(program: Program, sheet: FactSheet) -> bool:
    facts = program.dictionary
    values = [(facts.fact(name), value.value) for name, value in sheet.values.items()]
    limits = {**program.defaults, **sheet.limits}
    values += [(facts.fact_of_parameter(name), value) for name, value in limits.items()]
    return all(
        fact.possible.contains(value) and (Fraction(value) * 10**fact.decimals).denominator == 1
        for fact, value in values
        if isinstance(value, Decimal)
    )


def _steps(fact: Fact, value: Any) -> Any:
    if fact.kind is Kind.BOOLEAN:
        return z3.BoolVal(value)
    if isinstance(value, datetime.date):
        return value.toordinal()
    if isinstance(value, str):
        return [choice.value for choice in fact.choices].index(value)
    return int(Fraction(value) * 10**fact.decimals)


def _truth(model: Any, term: Any) -> Truth:
    if z3.is_true(model.eval(term.yes, model_completion=True)):
        return TRUE
    return FALSE if z3.is_true(model.eval(term.no, model_completion=True)) else UNKNOWN
