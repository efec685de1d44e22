"""Writing declarations as plain content, in the order of the files."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mgdcds.core.dictionary.fact import Choice, Fact, Range, Unit
from mgdcds.core.dictionary.parameter import Parameter
from mgdcds.core.values.canonical import decimal_text


def fact_to_content(fact: Fact) -> dict[str, Any]:
    """This function will write a fact as the content from which it can be read back."""
    content = {
        "name": fact.name,
        "kind": fact.kind.value,
        "label": fact.label,
        "question": fact.question,
        "help": fact.help,
        "section": fact.section,
        "position": fact.position,
        "list": fact.list,
        "common": fact.common,
        "unit": fact.unit,
        "substance": fact.substance,
        "decimals": fact.decimals,
        "units": [_unit_to_content(unit, fact.unit) for unit in fact.units],
        "plausible": _range_to_content(fact.plausible),
        "possible": _range_to_content(fact.possible),
        "fresh_days": fact.fresh_days,
        "choices": [_choice_to_content(choice) for choice in fact.choices],
        "codes": {system: list(codes) for system, codes in fact.codes.items()},
        "instead_of": fact.instead_of,
        "source": fact.source,
        "retired": fact.retired,
    }
    return _without_blanks(content)


def parameter_to_content(parameter: Parameter) -> dict[str, Any]:
    """This function will write a parameter as the content from which it can be read back."""
    content = {
        "name": parameter.name,
        "label": parameter.label,
        "like": parameter.like,
        "value": _quantity(parameter.value, parameter.unit),
        "profiles": {
            name: _quantity(value, parameter.unit) for name, value in parameter.profiles.items()
        },
        "source": parameter.source,
    }
    return _without_blanks(content)


def _unit_to_content(unit: Unit, canonical: str) -> dict[str, Any]:
    content = {
        "code": unit.code,
        "label": unit.label,
        "factor": str(unit.factor),
        "decimals": unit.decimals,
        "least_decimals": unit.least_decimals,
        "system": unit.system,
        "pairs": [[f"{outer} {canonical}", f"{inner} {unit.code}"] for outer, inner in unit.pairs],
        "also": list(unit.also),
    }
    return _without_blanks(content)


def _choice_to_content(choice: Choice) -> dict[str, Any]:
    codes = {system: list(codes) for system, codes in choice.codes.items()}
    return _without_blanks({"value": choice.value, "label": choice.label, "codes": codes})


def _range_to_content(ends: Range) -> list[str]:
    if ends == Range():
        return []
    return ["" if end is None else str(end) for end in (ends.low, ends.high)]


def _quantity(value: Decimal, unit: str) -> str:
    return f"{decimal_text(value)} {unit}"


def _without_blanks(content: dict[str, Any]) -> dict[str, Any]:
    """What a reader takes for granted is not written: nothing, no, and zero."""
    return {key: value for key, value in content.items() if value}
