"""The exported text of a program, read back and run by the judge: no meaning may be lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.scope import Scope
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.export.library import Heading, Section, StandardLibrary, make_library
from mgdcds.core.engines.export.standard import Writer
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.values.truth import Truth
from tests.exported_text import program_of_text

Answers = Mapping[str, tuple[Truth, frozenset[str] | None]]


def exported(program: Program, sheets: Sequence[FactSheet]) -> Sequence[Answers]:
    """The exported text. It leaves out what the export refuses, and what reads that."""
    read_back = program_of_text(library_of(program), program.dictionary)
    names = [name for name, each in program.expressions.items() if each.type.base == "boolean"]
    kept = [name for name in names if name in read_back.expressions]
    evaluations = (open_sheet(read_back, sheet) for sheet in sheets)
    return [{name: (each.truth(name), None) for name in kept} for each in evaluations]


def library_of(program: Program) -> StandardLibrary:
    """The text of all that can be exported of a program."""
    kept: dict[str, Checked] = {}
    for name, checked in program.expressions.items():
        needed = checked.names & program.expressions.keys()
        if needed <= kept.keys() and _is_exported(checked, program):
            kept[name] = checked
    part = Program(program.dictionary, kept, program.labels)
    return make_library(part, Heading("Test", "1"), [Section("All", tuple(kept))])


def _is_exported(checked: Checked, program: Program) -> bool:
    writer = Writer(Scope(dictionary=program.dictionary), {})
    writer.value(checked.tree)
    return not writer.problems
