"""The prover's reading of a program, evaluated for one sheet: it must say what the judge says."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import z3

from mgdcds.core.cql.scope import Scope
from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.plan import Names, make_plan
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.state import Free
from mgdcds.core.engines.proof.term import Boolean, Scalar, real
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth


def read_on(reader: Reader, sheet: FactSheet) -> Mapping[str, Truth]:
    """The truth of every named condition, from the terms alone.

    What is free takes the judge's value; that this keeps within everything that the reading says
    of it is asserted, for else the prover would leave out this patient.
    """
    program = reader.program
    names = [name for name, each in program.expressions.items() if each.type.base == "boolean"]
    pieces = {name: reader.name(name) for name in program.expressions}
    values = _values(reader, sheet)
    opened = open_sheet(program, sheet)
    for piece in pieces.values():
        for free in piece.frees:
            values.update(_free_values(free, opened, values))
    pairs = list(values.items())
    facts = {name: reader.name(name) for piece in pieces.values() for name in piece.names}
    for name, piece in {**facts, **pieces}.items():
        for side in piece.sides:
            assert _holds(side, pairs), f"The reading of '{name}' leaves out what the judge says."
    return {name: _truth(truth(pieces[name].term), pairs) for name in names}


def _values(reader: Reader, sheet: FactSheet) -> dict[Any, Any]:
    program, reading = reader.program, reader.reading
    values: dict[Any, Any] = {reading.today.steps: z3.IntVal(sheet.on.toordinal())}
    for name, fact in program.dictionary.facts.items():
        variable, value = reading.facts[name], sheet.get(name)
        values[variable.known] = z3.BoolVal(value is not None)
        if fact.kind is Kind.BOOLEAN:
            values[variable.steps] = z3.BoolVal(value is True)
        else:
            values[variable.steps] = z3.IntVal(_steps(fact, value))
    for name, default in program.defaults.items():
        places = program.dictionary.fact_of_parameter(name).decimals
        found = Fraction(sheet.limits.get(name, default)) * 10**places
        values[reading.parameters[name].steps] = z3.IntVal(int(found))
    return values


def _steps(fact: Any, value: Any) -> int:
    if isinstance(value, Decimal):
        steps = Fraction(value) * 10**fact.decimals
        assert steps.denominator == 1, f"{fact.name} = {value} is between two canonical steps."
        return int(steps)
    if isinstance(value, datetime.date):
        return value.toordinal()
    if isinstance(value, str):
        return [choice.value for choice in fact.choices].index(value)
    possible = 0 if fact.possible.low is None else fact.possible.low * 10**fact.decimals
    return datetime.date(2000, 1, 1).toordinal() if fact.kind is Kind.DATE else int(possible)


def _free_values(free: Free, opened: Evaluation, values: dict[Any, Any]) -> dict[Any, Any]:
    names = Names(
        frozenset(opened.program.expressions), Scope(dictionary=opened.program.dictionary)
    )
    value = make_plan(free.node, names).run(opened)
    term = free.term
    if isinstance(term, Boolean):
        return {term.yes: z3.BoolVal(value is True), term.no: z3.BoolVal(value is False)}
    assert isinstance(term, Scalar)
    return _scalar_values(term, value)
