"""Reads the HL7 tests of CQL: the XML of cqframework/cql-tests, of any version and namespace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.parsers import expat

from mgdcds.core.values.problems import Place, Problem, UnableTo

#: The largest file of tests has 100 kB.
MOST_BYTES = 20_000_000
#: How `invalid` says that an expression is to be answered.
_NOT_INVALID = frozenset({"", "false", "0", "no", "none"})
_NOTHING = ElementTree.Element("nothing")


@dataclass(frozen=True)
class Hl7Test:
    """One test.

    `output` is None where none is named, and the first of them where there are more (`outputs`
    counts them). `is_invalid` wants a refusal; `is_library` has a library for its expression.
    """

    file: str
    group: str
    name: str
    expression: str
    output: str | None
    is_invalid: bool = False
    is_library: bool = False
    outputs: int = 1


class UnableToReadTests(UnableTo):
    """The text is no file of HL7 tests."""


def read_tests(text: str | bytes, *, file: str) -> tuple[Hl7Test, ...]:
    """This function will read the tests of one file, or raise UnableToReadTests.

    A file of other XML has no tests. One that declares its own entities is refused: they can
    make a small file very large.
    """
    if len(text) > MOST_BYTES:
        raise UnableToReadTests([_problem(file, "The file has more than 20 MB: it is not read.")])
    _refuse_declarations(text, file)
    # Entities of its own are refused above, so nothing grows here.
    root = ElementTree.fromstring(text)  # noqa: S314 - refused above
    return tuple(_test_of(node, group, file) for node, group in _tests_in(root))


def _refuse_declarations(text: str | bytes, file: str) -> None:
    parser = expat.ParserCreate(namespace_separator="}")

    def refuse(*_declared: object) -> None:
        raise UnableToReadTests([_problem(file, "The file declares a DOCTYPE: it is not read.")])

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        place = Place(file, "", error.lineno, error.offset)
        message = "This is not XML, so no test can be read."
        raise UnableToReadTests([Problem(place, "", message)]) from None
    except (ValueError, LookupError):
        message = "The file is written in an encoding that is not known."
        raise UnableToReadTests([_problem(file, message)]) from None


def _problem(file: str, message: str) -> Problem:
    return Problem(Place(file), "", message)


def _tests_in(root: ElementTree.Element) -> Iterator[tuple[ElementTree.Element, str]]:
    """Every test with the name of the group around it, in the order of the file."""
    waiting = [(root, "")]
    while waiting:
        node, group = waiting.pop()
        if _tag(node) == "test":
            yield node, group
            continue
        name = node.get("name", "") if _tag(node) == "group" else group
        waiting.extend((child, name) for child in reversed(node))


def _test_of(node: ElementTree.Element, group: str, file: str) -> Hl7Test:
    expression = _first(node, "expression")
    outputs = [part for part in node if _tag(part) == "output"]
    invalid = expression.get("invalid", node.get("invalid", "false"))
    return Hl7Test(
        file=file,
        group=group,
        name=node.get("name", ""),
        expression=_text(expression),
        output=_output(outputs[0]) if outputs else None,
        is_invalid=invalid.strip().lower() not in _NOT_INVALID,
        is_library=_first(node, "library") is not _NOTHING,
        outputs=len(outputs),
    )


def _output(node: ElementTree.Element) -> str:
    text = _text(node)
    if node.get("type") != "string" or text == "null":
        return text
    # An output that says its type is the bare value.
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return text if text.startswith("'") else f"'{quoted}'"


def _first(node: ElementTree.Element, tag: str) -> ElementTree.Element:
    return next((part for part in node if _tag(part) == tag), _NOTHING)


def _text(node: ElementTree.Element) -> str:
    return "".join(node.itertext()).strip()


def _tag(node: ElementTree.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
