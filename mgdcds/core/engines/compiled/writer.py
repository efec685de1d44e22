"""Writes the body of the generated function, one named expression after the other.

A node is written as a `Value` or a `Condition`. What has no writer of its own is asked of the
judge: the nearest condition around it becomes a call of the judge's own plan for that node.
What is used more than once, or has grown too large for one line, is computed into a local.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from mgdcds.core.cql.nodes import Name, Node, walk
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled.code import (
    FALSE,
    NULL,
    TRUE,
    Condition,
    Literal,
    Value,
    is_constant,
    pick,
)
from mgdcds.core.engines.compiled.row import double_of
from mgdcds.core.engines.compiled.span import (
    BeyondEstimate,
    Span,
    span_of_constant,
    span_of_range,
)
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.program import Program

#: Longer than this, an expression is computed into a local of its own.
_MOST_TEXT = 6000
#: Deeper than this too: Python's reader counts brackets.
_MOST_BRACKETS = 30
_PLAIN_TEXT = re.compile(r"[A-Za-z0-9_]{1,60}")


class Unwritable(Exception):
    """A node that has no generated code: the judge answers for it."""


#: Answers the function that writes a node, or raises Unwritable.
FindWriter = Callable[[Node], Callable[[Any, "Writer"], Condition | Value]]


class Writer:
    """What is written so far: lines of Python and the values that they name.

    `masks` has the bit of each fact. `find_writer` says which function writes which node.
    `values` become the globals of the generated function:
    constants, functions of the judge, and nothing that can reach anything else.
    """

    def __init__(
        self,
        program: Program,
        names: tuple[str, ...],
        masks: Mapping[str, int],
        find_writer: FindWriter,
    ) -> None:
        self.program = program
        self.find_writer = find_writer
        self.masks = masks
        self.lines: list[str] = []
        self.values: dict[str, Any] = {"__builtins__": {}}
        self.uses = count_uses(program, names)
        self._written: dict[int, tuple[Node, Condition | Value | None]] = {}
        self._named: dict[str, Condition | Value | None] = {}
        self._numbers: Counter[str] = Counter()

    # Locals and constants

    def new_name(self, letter: str) -> str:
        """This method will make a name that nothing else has: a letter and a number."""
        self._numbers[letter] += 1
        return f"{letter}{self._numbers[letter]}"

    def constant(self, value: Any) -> str:
        """This method will name a constant; a plain number or word is written as it is."""
        if isinstance(value, int) and not isinstance(value, bool):
            return hex(value) if value >= 0 else f"({hex(value)})"
        if isinstance(value, float):
            return repr(value) if value >= 0 else f"({value!r})"
        if isinstance(value, str) and _PLAIN_TEXT.fullmatch(value):
            return repr(value)
        return self.bind(value)

    def bind(self, value: Any) -> str:
        """This method will give a value a name in the generated function."""
        name = self.new_name("k")
        self.values[name] = value
        return name

    def keep(self, text: str, letter: str = "t") -> tuple[str, str]:
        """This method will write `first` and `again` of an expression that is kept in a local."""
        name = self.new_name(letter)
        return f"({name} := {text})", name

    # Nodes

    def write(self, node: Node) -> Condition | Value:
        """This method will write a node (Unwritable when nothing in it can be)."""
        if isinstance(node, Name):
            return self.name(node.name)
        kept = self._written.get(id(node))
        if kept is None:
            kept = self._written[id(node)] = (node, self._write(node))
        if kept[1] is None:
            raise Unwritable
        return kept[1]

    def condition(self, node: Node) -> Condition:
        """This method will write a node that is a condition, by the judge if need be."""
        try:
            written = self.write(node)
        except Unwritable:
            written = self.judged(self.plan_of(node))
        return written if isinstance(written, Condition) else condition_of(written)

    def value(self, node: Node) -> Value:
        """This method will write a node as a value (Unwritable when it can't be)."""
        if node.type == BOOLEAN:
            return self.value_of(self.condition(node))
        written = self.write(node)
        return written if isinstance(written, Value) else self.value_of(written)

    def value_of(self, condition: Condition) -> Value:
        """This method will write the value of a condition: true, false or None."""
        if _is_test_of_local(condition):
            name = condition.certain
            first = again = name
        else:
            first, again = self.keep(_three_valued(condition))
        is_nullable, read = condition.undecided != FALSE, again if first == again else ""
        missing, is_strict = condition.missing, condition.is_strict
        return Value(first, again, missing, is_nullable, is_strict, read=read)

    def prepare(self, tree: Node) -> None:
        """This method will write the parts of a tree from the leaves up, however deep it is."""
        for node in from_leaves(tree):
            if node.type == BOOLEAN:
                self.condition(node)
            elif id(node) not in self._written and not isinstance(node, Name):
                self._written[id(node)] = (node, self._write(node))

    def _write(self, node: Node) -> Condition | Value | None:
        try:
            written = self.find_writer(node)(node, self)
        except (Unwritable, BeyondEstimate):
            return None
        return self._shortened(written)

    def _shortened(self, written: Condition | Value) -> Condition | Value:
        if isinstance(written, Condition):
            is_long = written.size > _MOST_TEXT or _brackets(written.missing) > _MOST_BRACKETS
            return self.hoist(written) if is_long else written
        texts = (written.first, written.missing)
        is_long = sum(map(len, texts)) > _MOST_TEXT or max(map(_brackets, texts)) > _MOST_BRACKETS
        return self.hoist_value(written) if is_long else written

    # Names

    def mask_of(self, names: Iterable[str]) -> int:
        """This method will answer the facts that some names stand for, as a mask."""
        mask = 0
        for name in names:
            for fact in self.program.facts_read.get(name, frozenset({name})):
                mask |= self.masks.get(fact, 0)
        return mask

    def name(self, name: str) -> Condition | Value:
        """This method will write what a name stands for, once."""
        if name not in self._named:
            self._named[name] = self._write_name(name)
        written = self._named[name]
        if written is None:
            raise Unwritable
        return written

    def _write_name(self, name: str) -> Condition | Value | None:
        if name not in self.program.expressions:
            return self._recorded(name)
        tree = self.program.expressions[name].tree
        self.prepare(tree)
        try:
            written = self.condition(tree) if tree.type == BOOLEAN else self.write(tree)
        except Unwritable:
            return None
        if self.uses[name] < 2:
            return written
        return self._hoisted(written)

    def _recorded(self, name: str) -> Value | None:
        default = self.program.defaults.get(name)
        missing = self.constant(self.masks.get(name, 0))
        if default is None:
            text = f"get({self.constant(name)})"
            first, again = self._read(name, text)
            read, span = again if first == again else text, self._span_of_fact(name)
            return Value(first, again, missing, is_strict=True, span=span, read=read)
        double = double_of(default)
        if double is None:
            return None
        text = f"get({self.constant(name)}, {self.constant(double)})"
        first, again = self._read(name, text)
        return Value(first, again, is_nullable=False, span=span_of_range(None, None))

    def _read(self, name: str, text: str) -> tuple[str, str]:
        if self.uses[name] < 2:
            return self.keep(text, "n")
        local = self.new_name("n")
        self.lines.append(f"{local} = {text}")
        return local, local

    def _span_of_fact(self, name: str) -> Span | None:
        fact = self.program.dictionary.facts.get(name)
        if fact is None or fact.kind not in ("quantity", "number"):
            return None
        return span_of_range(fact.possible.low, fact.possible.high)

    # What is computed into a local

    def _hoisted(self, written: Condition | Value) -> Condition | Value:
        if isinstance(written, Condition):
            return self.hoist(written)
        return self.hoist_value(written)

    def hoist(self, condition: Condition) -> Condition:
        """This method will compute a condition into a local."""
        return condition_of(self.hoist_value(self.value_of(condition)))

    def hoist_value(self, value: Value) -> Value:
        """This method will compute a value into a local, and what is missing into another."""
        if value.first == value.again and value.first.isidentifier():
            return value
        local, missing = self.new_name("v"), self.new_name("m")
        self.lines.append(f"{local} = {value.first}")
        if not value.is_nullable or is_constant(value.missing):
            missing = value.missing
        else:
            self.lines.append(f"if {local} is None: {missing} = {value.missing}")
        return replace(value, first=local, again=local, missing=missing, read=local)

    # The judge

    def plan_of(self, node: Node) -> Plan:
        """This method will find the judge's plan for a node."""
        return self.plans[id(node)]

    @cached_property
    def plans(self) -> Mapping[int, Plan]:
        """The judge's plan for every node of every expression."""
        found: dict[int, Plan] = {}
        waiting = list(self.program.plans.values())
        while waiting:
            plan = waiting.pop()
            found[id(plan.node)] = plan
            waiting.extend(plan.parts)
        return found

    def judged(self, plan: Plan) -> Value:
        """This method will ask the judge for a value and for what is missing."""
        first, again = self.keep(self.asked(plan))
        return Value(first, again, self._missing_by_judge(plan))

    def missing_by_judge(self, node: Node) -> str:
        """This method will ask the judge what is missing in a node that is null."""
        return self._missing_by_judge(self.plan_of(node))

    def _missing_by_judge(self, plan: Plan) -> str:
        return f"missing({self.bind(plan)}, {_OPENED})"

    def surely(self, mask: int) -> str:
        """This method will write facts that are missing even where they are recorded."""
        return hex(mask << len(self.masks))

    def asked(self, plan: Plan) -> str:
        """This method will write a call of the judge."""
        return f"{self.bind(plan.run)}({_OPENED})"

    def number(self, value: Decimal) -> Value:
        """This method will write a literal (Unwritable when no double is it)."""
        double = double_of(value)
        if double is None:
            raise Unwritable
        text = self.constant(double)
        return Value(text, text, is_nullable=False, span=span_of_constant(double), is_checked=True)


#: The row as the judge reads it, opened when it is first asked for.
_OPENED = "(sheet or (sheet := opened(row)))"


def condition_of(value: Value) -> Condition:
    """This function will write the tests of a value that is true, false or None."""
    first, again = value.first, value.again
    if first in (TRUE, FALSE, NULL):
        return Condition(
            possible=FALSE if first == FALSE else TRUE,
            certain=TRUE if first == TRUE else FALSE,
            open=TRUE if first == NULL else FALSE,
            undecided=TRUE if first == NULL else FALSE,
        )
    is_open = f"{again} is None" if value.is_nullable else FALSE
    possible = f"{first} is not False" if value.is_nullable else first
    literal = Literal("truth", value.read, value.missing, value.is_strict) if value.read else None
    return Condition(
        possible,
        first,
        is_open,
        is_open,
        value.missing,
        is_choice=True,
        is_strict=value.is_strict,
        literal=literal,
    )


def count_uses(program: Program, names: tuple[str, ...]) -> Counter[str]:
    """This function will count how often each name is read, by what the wanted names need."""
    uses: Counter[str] = Counter(names)
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop()
        checked = program.expressions.get(name)
        if checked is None:
            continue
        found = list(_names_written(checked.tree))
        uses.update(found)
        waiting.extend(set(found) - seen)
        seen.update(found)
    return uses


def _names_written(tree: Node) -> Iterator[str]:
    return (node.name for node in walk(tree) if isinstance(node, Name))


def from_leaves(tree: Node) -> list[Node]:
    """This function will answer the nodes of a tree, each after those inside it."""
    ordered, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(node.children)
    return ordered[::-1]


def _three_valued(condition: Condition) -> str:
    if condition.is_choice:
        rest = pick(condition.undecided, NULL, FALSE)
        return pick(condition.certain, TRUE, rest)
    return pick(condition.possible, pick(condition.open, NULL, TRUE), FALSE)


def _is_test_of_local(condition: Condition) -> bool:
    name = condition.certain
    return name.isidentifier() and condition.possible == f"{name} is not False"


def _brackets(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest
