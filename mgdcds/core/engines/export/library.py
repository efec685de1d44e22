"""A program as the text of a standard CQL library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from mgdcds.core.cql.nodes import Node, StringLiteral
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.cql.tags import print_tags
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.engines.export import problems
from mgdcds.core.engines.export.forms import print_quoted
from mgdcds.core.engines.export.inputs import (
    FUNCTIONS,
    Input,
    find_inputs,
    names_of_inputs,
    print_parameter,
    print_reading,
)
from mgdcds.core.engines.export.problems import UnableToExport
from mgdcds.core.engines.export.standard import Writer
from mgdcds.core.engines.program import Program
from mgdcds.core.values.problems import Place, Problem

_WIDTH = 88
#: The code systems of facts, as people call them, in the order of the text.
SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "loinc": "LOINC",
        "loinc_mass": "LOINC",
        "loinc_molar": "LOINC",
        "snomed": "SNOMED CT",
        "rxnorm": "RxNorm",
        "icd10": "ICD-10-CM",
    }
)
Tags = Mapping[str, str]
_NO_TAGS: Mapping[str, Tags] = MappingProxyType({})


@dataclass(frozen=True)
class Section:
    """A part of the text: a heading, and the expressions of the program that stand below it."""

    heading: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class Heading:
    """The library's name and version, and the lines of the comment that it opens with."""

    name: str
    version: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class StandardLibrary:
    """A program in standard CQL. `defines` has every expression of the program by its name."""

    heading: Heading
    inputs: tuple[Input, ...]
    defines: Mapping[str, Node]
    sections: tuple[Section, ...]
    tags: Mapping[str, Tags] = field(default_factory=lambda: _NO_TAGS)

    @property
    def text(self) -> str:
        """The text of the library, in one canonical form."""
        return "\n".join(self._parts())

    def _parts(self) -> Iterator[str]:
        about = [f"// {line}".rstrip() for line in self.heading.about]
        version = print_expression(StringLiteral(self.heading.version))
        yield "\n".join([*about, f"library {self.heading.name} version {version}\n"])
        yield _print_heading("What is given")
        yield from (_print_input(each) for each in self.inputs)
        yield _print_heading("Quantities in their canonical units")
        yield FUNCTIONS
        yield from (text for each in self.inputs for text in print_reading(each))
        for section in self.sections:
            yield _print_heading(section.heading)
            yield from (self._print_define(name) for name in section.names)

    def _print_define(self, name: str) -> str:
        return print_define(name, self.defines[name], tags=self.tags.get(name, {}))


def make_library(
    program: Program,
    heading: Heading,
    sections: Sequence[Section],
    *,
    tags: Mapping[str, Tags] = _NO_TAGS,
) -> StandardLibrary:
    """This function will write a program in standard CQL.

    `sections` order its expressions, and each stands in one of them. It raises UnableToExport
    with every place that would mean another thing in the standard.
    """
    read = {name for names in program.names_read.values() for name in names}
    inputs = find_inputs(program.dictionary, read)
    writer = Writer(Scope(dictionary=program.dictionary), names_of_inputs(inputs))
    defines = {}
    for section in sections:
        for name in section.names:
            writer.where = name
            defines[name] = writer.value(program.expressions[name].tree)
    found = [*writer.problems, *_twins(inputs, defines)]
    if found:
        raise UnableToExport(found)
    return StandardLibrary(heading, inputs, MappingProxyType(defines), tuple(sections), tags)


def print_define(name: str, tree: Node, *, tags: Tags) -> str:
    """This function will write one definition with its tags."""
    head = f"{_print_tags(tags)}define {print_quoted(name)}:"
    short = f"{head} {print_expression(tree, width=None)}"
    if len(short.rsplit("\n", 1)[-1]) <= _WIDTH:
        return f"{short}\n"
    body = print_expression(tree, width=_WIDTH - 2).replace("\n", "\n  ")
    return f"{head}\n  {body}\n"


def codes_in_words(fact: Fact) -> str:
    """This function will answer a fact's codes as a sentence, or ''."""
    found: dict[str, list[str]] = {}
    for kind, system in SYSTEMS.items():
        found.setdefault(system, []).extend(fact.codes.get(kind, ()))
    return "; ".join(f"{system} {', '.join(codes)}" for system, codes in found.items() if codes)


def _print_input(given: Input) -> str:
    codes = "" if given.default is not None else codes_in_words(given.like)
    tags = {"label": given.label, "note": given.note, "code": codes}
    return f"{_print_tags(tags)}{print_parameter(given)}\n"


def _print_heading(words: str) -> str:
    return f"// {' '.join(words.split())}\n"


def _print_tags(tags: Tags) -> str:
    # Words of an author must not end the comment that they stand in.
    safe = {name: words.replace("*/", "* /") for name, words in tags.items() if words}
    return print_tags(safe)


def _twins(inputs: Iterable[Input], defines: Mapping[str, Node]) -> Iterator[Problem]:
    for each in inputs:
        for name in {each.name, each.read, f"{each.read}, not rounded"} & defines.keys():
            yield problems.name_taken(Place(name), name=name)
