"""Texts of rules for systems that do not fill in values: each value stands by its name."""

from __future__ import annotations

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Name
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.engines.program import Program
from mgdcds.core.guidance.checked import CheckedAction, CheckedText


def write_text(text: CheckedText, program: Program) -> str:
    """This function will write a text with the name of each value in square brackets."""
    return "".join(
        part if isinstance(part, str) else f"[{_name_of(part, program)}]" for part in text.parts
    )


def describe_action(action: CheckedAction, program: Program) -> str:
    """This function will say what an action asks for beyond its verb and target."""
    detail, limit = write_text(action.detail, program), write_text(action.limit, program)
    parts = [detail, f"no more than {limit}" if limit else ""]
    return "; ".join(part for part in parts if part)


def describe_gates(action: CheckedAction, program: Program) -> str:
    """This function will say what has to hold before an action is proposed, or ''."""
    held: list[str] = []
    kept: list[str] = []
    for gate in action.gates:
        listed = kept if gate.gate.when_unknown == "keep" else held
        listed.append(program.label(gate.gate.gate))
    parts = [
        f"Only where this is known to hold: {'; '.join(held)}." if held else "",
        f"Not where this is known not to hold: {'; '.join(kept)}." if kept else "",
    ]
    return " ".join(part for part in parts if part)


def _name_of(checked: Checked, program: Program) -> str:
    if isinstance(checked.tree, Name):
        return program.label(checked.tree.name)
    return print_expression(checked.tree, width=None)
