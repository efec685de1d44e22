"""Facts and parameters as inputs of the exported text, each brought to its canonical unit.

A caller gives a result in any unit that the fact accepts. The text converts it through the
guideline pairs, as the data dictionary does, so that no value changes sides of a cut-off; a unit
that the fact does not accept makes it unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mgdcds.core.cql.nodes import Call, DecimalLiteral, ListOf, Node
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.dictionary.convert import cut_offs, step_of
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind, Unit
from mgdcds.core.engines.export.amounts import literal, rounded, to_canonical
from mgdcds.core.engines.export.forms import QUANTITY_OF, QuotedName, print_quoted

_WIDTH = 96
#: A function of the exported text: rounding that never moves a value onto a cut-off.
BESIDE_CUT_OFFS = "Rounded beside cut-offs"
FUNCTIONS = f"""\
/**
 * @label A quantity that is null when its number is
 */
define function {print_quoted(QUANTITY_OF)}(number Decimal, unit String):
  if number is null then null else Quantity {{ value: number, unit: unit }}

/**
 * @label Rounding that moves no value onto a cut-off from beside it
 */
define function {print_quoted(BESIDE_CUT_OFFS)}(exact Decimal, near Decimal, cuts List<Decimal>, step Decimal):
  if exact is null then null
  else if near = exact or not (near in cuts) then near
  else if exact > near then Round(near + step, 8)
  else Round(near - step, 8)
"""  # noqa: E501
_TYPES = {
    Kind.QUANTITY: "Quantity",
    Kind.NUMBER: "Decimal",
    Kind.BOOLEAN: "Boolean",
    Kind.CHOICE: "String",
    Kind.DATE: "Date",
}


@dataclass(frozen=True)
class Input:
    """One input. `like` is the fact whose units it has; `default` only a parameter has.

    `read` is the name under which the expressions of the text read it: a quantity is read in its
    canonical unit.
    """

    name: str
    label: str
    like: Fact
    default: Decimal | None = None
    note: str = ""

    @property
    def type(self) -> str:
        """The type in the standard."""
        return _TYPES[self.like.kind]

    @property
    def read(self) -> str:
        """The name that expressions read."""
        if self.like.kind is not Kind.QUANTITY:
            return self.name
        return f"{self.name} in {self.like.unit}"


def find_inputs(dictionary: Dictionary, names: Iterable[str]) -> tuple[Input, ...]:
    """This function will find what of some names is given from outside: facts, then parameters.

    Facts come in the order of the form, parameters by name.
    """
    wanted = frozenset(names)
    facts = [
        Input(name, fact.label, fact, note=_note_of(fact))
        for name, fact in dictionary.facts.items()
        if name in wanted
    ]
    parameters = [
        Input(name, each.label, dictionary.fact_of_parameter(name), each.value, each.source)
        for name, each in sorted(dictionary.parameters.items())
        if name in wanted
    ]
    return (*facts, *parameters)


def names_of_inputs(inputs: Iterable[Input]) -> Mapping[str, str]:
    """This function will answer under which name each input is read."""
    return {each.name: each.read for each in inputs}


def print_parameter(given: Input) -> str:
    """This function will write the parameter of an input."""
    default = "null" if given.default is None else _default_of(given, given.default)
    return f"parameter {print_quoted(given.name)} {given.type} default {default}"


def print_reading(given: Input) -> Iterator[str]:
    """This function will write the definitions that bring a quantity to its canonical unit."""
    if given.like.kind is not Kind.QUANTITY:
        return
    fact, cuts = given.like, cut_offs(given.like)
    exact = f"{given.read}, not rounded"
    yield _print_exact(given, exact)
    number = print_expression(rounded(QuotedName(exact), fact.decimals), width=None)
    if cuts:
        listed = print_expression(ListOf(tuple(map(_decimal, cuts))), width=None)
        name, step = print_quoted(BESIDE_CUT_OFFS), print_expression(_decimal(step_of(fact)))
        number = f"{name}(\n    {print_quoted(exact)}, {number},\n    {listed}, {step})"
    quantity = f"{print_quoted(QUANTITY_OF)}({number}, '{fact.unit}')"
    yield f"define {print_quoted(given.read)}:\n  {quantity}\n"


def _print_exact(given: Input, name: str) -> str:
    value = Call("Value", (QuotedName(given.name),))
    whens = [f"    when '{unit.code}' then {_in_unit(value, unit)}" for unit in given.like.units]
    head = f"define {print_quoted(name)}:\n  case {print_quoted(given.name)}.unit"
    return "\n".join([head, *whens, "    else null", "  end\n"])


def _in_unit(value: Node, unit: Unit) -> str:
    text = print_expression(rounded(to_canonical(value, unit)), width=_WIDTH)
    return text.replace("\n", "\n      ")


def _default_of(given: Input, value: Decimal) -> str:
    number = print_expression(literal(value))
    return f"{number} '{given.like.unit}'" if given.like.kind is Kind.QUANTITY else number


def _decimal(value: Decimal) -> Node:
    return DecimalLiteral(value)


def _note_of(fact: Fact) -> str:
    fresh = "" if fact.fresh_days is None else f"Not older than {fact.fresh_days} days."
    return " ".join(words for words in (_values_of(fact), fresh) if words)


def _values_of(fact: Fact) -> str:
    if fact.kind is Kind.CHOICE:
        return "One of " + ", ".join(f"'{choice.value}'" for choice in fact.choices) + "."
    if fact.kind is Kind.QUANTITY:
        return "In " + ", ".join(f"'{unit.code}'" for unit in fact.units) + "."
    return f"In {fact.unit}." if fact.unit else ""
