"""The HL7 test files: what each test asks, and what came of it here."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.scope import Scope
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.sheet import FactSheet
from tests.spec.engines import TODAY


@dataclass(frozen=True)
class Hl7Test:
    """One test. `output` is None where an error is expected."""

    file: str
    name: str
    expression: str
    output: str | None


@dataclass(frozen=True)
class Outcome:
    """Passed, wrong (with what was found), or refused (with the first problem)."""

    kind: str
    detail: str = ""


def read_tests(folder: Path) -> list[Hl7Test]:
    """Every test of every file in a folder."""
    return [test for path in sorted(folder.glob("*.xml")) for test in _tests_of(path)]


def run_test(test: Hl7Test) -> Outcome:
    """Runs one test: an expression outside of the profile is refused, never answered wrongly."""
    try:
        found = _answer(test.expression)
    except Refused as refused:
        return Outcome("refused", str(refused))
    if test.output is None:
        return Outcome("passed" if found is None else "wrong", f"{found} instead of an error")
    try:
        wanted = _answer(test.output)
    except Refused as refused:
        return Outcome("refused", f"the output: {refused}")
    return Outcome("passed") if _same(found, wanted) else Outcome("wrong", f"{found}, not {wanted}")


class Refused(Exception):
    """The expression is outside of the profile."""


def _answer(source: str) -> Any:
    checked = _checked(source)
    sheet = FactSheet(on=TODAY)
    return open_sheet(Program(Scope().dictionary), sheet).answer_tree(checked).value


@cache
def _checked(source: str) -> Checked:
    try:
        checked = check_expression(parse_expression(source), scope=Scope())
    except UnableToParse as unable:
        raise Refused(unable.problems[0].message) from None
    if checked.problems:
        raise Refused(checked.problems[0].message)
    return checked


def _same(found: Any, wanted: Any) -> bool:
    return bool(found == wanted) and (found is None) == (wanted is None)


def _tests_of(path: Path) -> list[Hl7Test]:
    root = ElementTree.parse(path).getroot()
    return [_test_of(path, node) for node in root.iter() if node.tag.endswith("test")]


def _test_of(path: Path, node: ElementTree.Element) -> Hl7Test:
    parts = {part.tag.rpartition("}")[2]: part for part in node}
    output = parts["output"].text if "output" in parts else None
    return Hl7Test(
        file=path.stem,
        name=node.get("name", ""),
        expression=(parts["expression"].text or "").strip(),
        output=None if parts["expression"].get("invalid") else output,
    )
