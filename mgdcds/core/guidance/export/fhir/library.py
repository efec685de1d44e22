"""The Library: the CQL text, what goes in, what comes out, and which data it asks for."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from mgdcds.core.cql.types import Type
from mgdcds.core.engines.export.inputs import Input
from mgdcds.core.engines.export.library import StandardLibrary
from mgdcds.core.engines.program import Program
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.export.fhir.codes import concept
from mgdcds.core.guidance.export.fhir.edition import Edition, Resource
from mgdcds.core.guidance.export.fhir.requirements import require_data
from mgdcds.core.guidance.export.fhir.sources import cite
from mgdcds.core.guidance.export.library import LIBRARY
from mgdcds.core.values.units import NO_UNIT

_DESCRIPTION = """\
The logic of {label} (SHA-256 {hash}). It supports a clinician's judgement; it is not a diagnosis \
or an order. A parameter that is null is not known, and never means no."""
_TYPES = {"quantity": "Quantity", "decimal": "decimal", "boolean": "boolean", "date": "date"}
_GIVEN = {"Quantity": "Quantity", "Decimal": "decimal", "Boolean": "boolean", "Date": "date"}


def make_library_resource(
    rulebook: Rulebook, program: Program, library: StandardLibrary, edition: Edition
) -> Resource:
    """This function will make the Library of a release."""
    data = base64.b64encode(library.text.encode("utf-8")).decode("ascii")
    facts = (given.like for given in library.inputs if given.default is None)
    return edition.resource(
        "Library",
        LIBRARY,
        title="Magnesium and vitamin D: the logic of a release",
        type=concept("library-type", "logic-library"),
        description=_DESCRIPTION.format(label=rulebook.label, hash=rulebook.hash),
        content=[{"contentType": "text/cql", "title": f"{LIBRARY}.cql", "data": data}],
        relatedArtifact=cite(rulebook.evidence.sources.values()),
        parameter=[*map(_in, library.inputs), *_outs(program, library)],
        dataRequirement=require_data(facts),
    )


def _in(given: Input) -> Resource:
    words = f"{given.label}. {given.note}".strip()
    type = _GIVEN.get(given.type, "string")
    return {"name": given.name, "use": "in", "min": 0, "max": "1", "type": type,
            "documentation": " ".join(words.split())}  # fmt: skip


def _outs(program: Program, library: StandardLibrary) -> Iterator[Resource]:
    for name in library.defines:
        type = _type_of(program.expressions[name].type)
        yield {"name": name, "use": "out", "min": 0, "max": "1", "type": type}


def _type_of(type: Type) -> str:
    if getattr(type, "unit", "") == NO_UNIT:
        return "decimal"
    return _TYPES.get(type.base, "integer" if type.base == "integer" else "string")
