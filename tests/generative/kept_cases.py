"""A disagreement as a file to keep: a program in CQL, recorded facts, and what the judge says.

Files in `kept/` are read and run for every engine, so that what was once wrong stays right.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from mgdcds.core.cql.nodes import Define
from mgdcds.core.cql.parse import parse_library
from mgdcds.core.cql.printer import print_library
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactSheet, FactValue, Recorded
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.toml import parse_toml, write_toml
from mgdcds.core.values.truth import Truth
from tests.generative.agreement import (
    Answered,
    Disagreement,
    Work,
    conditions_of,
    judge,
)
from tests.generative.shrinking import check_program, limits_of, recorded_of
from tests.generative.world import DICTIONARY

KEPT = Path(__file__).parent / "kept"


def print_disagreement(found: Disagreement) -> str:
    """The file of a disagreement. Its comment says what the engine answered instead."""
    said = f"# {found.engine} answered '{_say(found.found)}' for {found.name}.\n"
    return said + print_work(found.program, found.sheet)


def print_work(program: Program, sheet: FactSheet) -> str:
    """The file of a program and a sheet, with what the judge answers."""
    defines = [Define(name, each.tree) for name, each in program.expressions.items()]
    (answers,) = judge(program, [sheet])
    content = {
        "on": sheet.on,
        "expect": {name: _say(answers[name]) for name in conditions_of(program)},
        "facts": {name: _content(value) for name, value in sorted(recorded_of(sheet).items())},
        "limits": {name: decimal_text(value) for name, value in limits_of(sheet).items()},
    }
    text = write_toml({key: value for key, value in content.items() if value})
    return f"definitions = '''\n{print_library(defines)}'''\n{text}"


def read_work(text: str, *, dictionary: Dictionary = DICTIONARY) -> Work:
    """The program and the sheet of a kept file, with what the judge has to answer."""
    content = parse_toml(text)
    trees = {define.name: define.tree for define in parse_library(content["definitions"])}
    program = check_program(trees, dictionary)
    if program is None:
        raise ValueError("The definitions of a kept case have a problem. Correct or remove it.")
    facts = content.get("facts", {})
    values = {name: _value(dictionary.fact(name), found) for name, found in facts.items()}
    limits = {name: Decimal(found) for name, found in content.get("limits", {}).items()}
    sheet = make_sheet(dictionary, values, on=content["on"], limits=limits)
    expected = {name: _read_answer(found) for name, found in content["expect"].items()}
    return Work(program, (sheet,), (expected,))


def read_kept() -> Mapping[str, Work]:
    """Every kept case, by the name of its file."""
    return {path.stem: read_work(path.read_text()) for path in sorted(KEPT.glob("*.toml"))}


def _say(answered: Answered) -> str:
    """'true', or 'unknown: egfr, magnesium'."""
    truth, missing = answered
    return ": ".join(filter(None, (truth.value, ", ".join(sorted(missing or ())))))


def _read_answer(text: str) -> Answered:
    truth, _, missing = text.partition(": ")
    return Truth(truth), frozenset(filter(None, missing.split(", ")))


def _content(value: FactValue) -> Any:
    plain = value.value if isinstance(value.value, bool) else _text(value.value)
    if value.on is None and not value.unit:
        return plain
    typed = {"value": plain, "entered": value.entered, "unit": value.unit, "on": value.on}
    return {key: each for key, each in typed.items() if each not in (None, "")}


def _text(value: Recorded) -> str:
    return decimal_text(value) if isinstance(value, Decimal) else str(value)


def _value(fact: Fact, content: Any) -> FactValue:
    typed = content if isinstance(content, dict) else {"value": content}
    value = _READ.get(fact.kind, Decimal)(typed["value"])
    on, unit = typed.get("on"), typed.get("unit", "")
    return FactValue(fact.name, value, typed.get("entered", ""), unit, on=on)


_READ = {Kind.BOOLEAN: bool, Kind.CHOICE: str, Kind.DATE: datetime.date.fromisoformat}
