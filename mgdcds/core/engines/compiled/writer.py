"""Writes the body of the generated function, one named expression after the other.

A node is written as a `Value` or a `Condition`. What has no writer of its own is asked of the
judge: the nearest condition around it becomes a call of the judge's own plan for that node.
What is used more than once, or has grown too large for one line, is computed into a local.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from mgdcds.core.cql.nodes import Name, Node
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.compiled.asking import AskingPage
from mgdcds.core.engines.compiled.code import (
    FALSE,
    Condition,
    Value,
    condition_of,
    is_constant,
    three_valued,
)
from mgdcds.core.engines.compiled.row import double_of
from mgdcds.core.engines.compiled.span import (
    BeyondEstimate,
    Span,
    span_of_constant,
    span_of_range,
)
from mgdcds.core.engines.compiled.uses import count_uses, from_leaves
from mgdcds.core.engines.program import Program

#: Longer than this, an expression is computed into a local of its own.
_MOST_TEXT = 6000
#: Deeper than this too: Python's reader counts brackets.
_MOST_BRACKETS = 30


class Unwritable(Exception):
    """A node that has no generated code: the judge answers for it."""


#: Answers the function that writes a node, or raises Unwritable.
FindWriter = Callable[[Node], Callable[[Any, "Writer"], Condition | Value]]


class Writer(AskingPage):
    """What is written so far.

    `find_writer` says which function writes which node. Limits of the site are those of the
    release, unless the function `reads_limits`.
    """

    def __init__(
        self,
        program: Program,
        names: tuple[str, ...],
        masks: Mapping[str, int],
        find_writer: FindWriter,
        *,
        reads_limits: bool,
    ) -> None:
        super().__init__(program, masks)
        self.find_writer = find_writer
        self.reads_limits = reads_limits
        self.uses = count_uses(program, names)
        self._written: dict[int, tuple[Node, Condition | Value | None]] = {}
        self._named: dict[str, Condition | Value | None] = {}

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
            first, again = self.keep(three_valued(condition))
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
        written = self.try_name(name)
        if written is None:
            raise Unwritable
        return written

    def try_name(self, name: str) -> Condition | Value | None:
        """This method will do the same, and answer None for what can't be written."""
        if name not in self._named:
            self._named[name] = self._write_name(name)
        return self._named[name]

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
        if not self.reads_limits:
            return self.number(default)
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
        return replace(
            value, first=local, again=local, missing=missing, read=local, nulls="", text=""
        )

    def number(self, value: Decimal) -> Value:
        """This method will write a literal (Unwritable when no double is it)."""
        double = double_of(value)
        if double is None:
            raise Unwritable
        text = self.constant(double)
        return Value(text, text, is_nullable=False, span=span_of_constant(double), is_checked=True)


def _is_test_of_local(condition: Condition) -> bool:
    name = condition.certain
    return name.isidentifier() and condition.possible == f"{name} is not False"


def _brackets(text: str) -> int:
    deepest = depth = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest
