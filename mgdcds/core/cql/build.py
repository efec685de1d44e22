"""What the grammar found, as nodes: one short method for each of its rules."""

from __future__ import annotations

import datetime
import itertools
import re
from dataclasses import replace
from decimal import Decimal
from typing import cast

from lark import Token
from lark.tree import Meta
from lark.visitors import Transformer_NonRecursive, v_args

from mgdcds.core.cql import problems
from mgdcds.core.cql.nodes import (
    BooleanLiteral,
    Branch,
    Call,
    Case,
    Convert,
    DateLiteral,
    DecimalLiteral,
    Define,
    If,
    IntegerLiteral,
    IntervalOf,
    ListOf,
    Name,
    Node,
    NullLiteral,
    QuantityLiteral,
    StringLiteral,
    UnknownCall,
)
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import find_name, get_name
from mgdcds.core.cql.source import MOST_PROBLEMS, Source
from mgdcds.core.cql.tags import Tags, find_tags
from mgdcds.core.cql.types import TYPE_NAMES, find_type
from mgdcds.core.values.problems import Place, Problem
from mgdcds.core.values.quantity import LARGEST_DECIMAL, LARGEST_INTEGER, LARGEST_LONG

MOST_DIGITS = 28
MOST_DECIMALS = 8
#: How deep a type may be: a list of intervals of numbers is 3.
MOST_TYPES = 5
#: Operators that take any number of operands: `a and b and c` is one conjunction.
_CHAINS = frozenset({"And", "Or"})
_DATE = re.compile(r"@([0-9]{4})-([0-9]{2})-([0-9]{2})")
#: One escape; a character beyond four digits is written in two halves.
_ESCAPE = re.compile(
    r"\\(u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|.)", re.DOTALL
)
_LONE_HALF = re.compile(r"u[dD][89a-fA-F][0-9A-Fa-f]{2}")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "f": "\f"} | {sign: sign for sign in "'\"\\/`"}


@v_args(inline=True, meta=True)
class Builder(Transformer_NonRecursive):  # type: ignore[type-arg]
    """Makes nodes bottom-up, without recursion, and collects the problems it meets."""

    def __init__(self, *, source: Source, comments: tuple[tuple[int, int, str], ...] = ()) -> None:
        super().__init__()
        self.source = source
        self.comments = comments
        self.problems: list[Problem] = []
        self.has_deep_type = False

    # Definitions

    def library(self, meta: Meta, *defines: Define) -> tuple[Define, ...]:
        return defines

    def define(self, meta: Meta, name: str, tree: Node) -> Define:
        tags: Tags = find_tags(self.source.text, self.comments, before=meta.start_pos)
        return Define(name, tree, tags, place=self._at(meta))

    def expression(self, meta: Meta, tree: Node) -> Node:
        return tree

    # Operators

    def infix(self, meta: Meta, first: Node, *rest: Node | Token) -> Node:
        """Operators of one rank are read from left to right."""
        tree = first
        pairs = zip(rest[::2], rest[1::2], strict=True)
        for _, run in itertools.groupby(pairs, key=lambda pair: str(pair[0])):
            signs, rights = zip(*run, strict=True)
            tree = self._join(tree, cast(Token, signs[0]), cast("tuple[Node, ...]", rights))
        return tree

    implication = disjunction = conjunction = infix
    membership = equality = timing = inequality = sets = infix
    sum = product = power = infix

    def _join(self, left: Node, sign: Token, rights: tuple[Node, ...]) -> Node:
        name, place = get_name(Form.INFIX, sign), self._at(sign)
        if name in _CHAINS:
            return Call(name, (left, *rights), place=place)
        for right in rights:
            left = Call(name, (left, right), place=place)
        return left

    def relation(self, meta: Meta, *words: Token) -> Token:
        return words[0].update(value=" ".join(words))

    def prefix(self, meta: Meta, *parts: Token | Node) -> Node:
        *words, operand = parts
        symbol = " ".join(" ".join(cast("list[str]", words)).split())
        name = get_name(Form.PREFIX, symbol)
        return Call(name, (cast(Node, operand),), place=self._at(meta))

    def postfix(self, meta: Meta, operand: Node, *words: Token) -> Node:
        name = get_name(Form.POSTFIX, " ".join(words))
        return Call(name, (operand,), place=self._at(words[0]))

    def plus(self, meta: Meta, sign: Token, operand: Node) -> Node:
        return operand

    def between(self, meta: Meta, operand: Node, word: Token, low: Node, high: Node) -> Node:
        return Call("Between", (operand, low, high), place=self._at(word))

    def period_between(self, meta: Meta, period: Token, word: Token, *ends: Node) -> Node:
        name = find_name(Form.PERIOD, f"{period} {word}")
        if name is None:
            return UnknownCall(f"{period} {word}", ends, place=self._at(meta))
        return Call(name, ends, place=self._at(meta))

    def per(self, meta: Meta, word: Token, *parts: Node | Token) -> Node:
        operands = [self._step(part) for part in parts if part != "per"]
        return Call(get_name(Form.PER, word), tuple(operands), place=self._at(word))

    def _step(self, part: Node | Token) -> Node:
        # `per day` is short for `per 1 day`.
        if isinstance(part, Node):
            return part
        return QuantityLiteral(Decimal(1), str(part), place=self._at(part))

    def limit(self, meta: Meta, word: Token, type: str) -> Node:
        known = find_name(Form.LIMIT, f"{word} {type}")
        if known is None:
            return UnknownCall(f"{word} {type}", (), place=self._at(meta))
        return Call(known, (), place=self._at(word))

    def typed(self, meta: Meta, operand: Node, word: Token, type: str) -> Node:
        place = self._at(word)
        if find_type(type) is None:
            self._report(problems.unknown_type(place, name=type, known=TYPE_NAMES))
        if not isinstance(operand, NullLiteral):
            self._report(problems.only_null_has_a_type(place, name=type))
            return operand
        return replace(operand, as_type=type)

    def type(self, meta: Meta, name: Token) -> str:
        return str(name)

    def type_of(self, meta: Meta, outer: Token, less: Token, inner: str, more: Token) -> str:
        if inner.count("<") < MOST_TYPES:
            return f"{outer}<{inner}>"
        if not self.has_deep_type:
            self.has_deep_type = True
            self._report(problems.nested_too_deep(self._at(meta), most=MOST_TYPES))
        return inner

    def convert(self, meta: Meta, operand: Node, unit: Token) -> Node:
        return Convert(operand, self._unquote(unit), place=self._at(meta))

    def element(self, meta: Meta, operand: Node, name: Token) -> Node:
        known = find_name(Form.ELEMENT, name)
        if known is None:
            return UnknownCall(f".{name}", (operand,), place=self._at(name))
        return Call(known, (operand,), place=self._at(name))

    def call(self, meta: Meta, name: Token, *operands: Node) -> Node:
        known = find_name(Form.FUNCTION, name)
        if known is None:
            return UnknownCall(str(name), operands, place=self._at(meta))
        return Call(known, operands, place=self._at(meta))

    # Forms with a node of their own

    def if_else(self, meta: Meta, condition: Node, then: Node, otherwise: Node) -> Node:
        return If(condition, then, otherwise, place=self._at(meta))

    def case(self, meta: Meta, *parts: Node | Branch | Token) -> Node:
        branches = tuple(part for part in parts if isinstance(part, Branch))
        nodes = [part for part in parts if isinstance(part, Node)]
        comparand = nodes[0] if len(nodes) > 1 else None
        return Case(comparand, branches, nodes[-1], place=self._at(meta))

    def branch(self, meta: Meta, when: Node, then: Node) -> Branch:
        return Branch(when, then)

    def list_of(self, meta: Meta, *items: Node) -> Node:
        return ListOf(items, place=self._at(meta))

    def interval_of(self, meta: Meta, start: Token, low: Node, high: Node, end: Token) -> Node:
        return IntervalOf(low, high, start == "[", end == "]", place=self._at(meta))

    # Names and literals

    def name(self, meta: Meta, token: Token) -> str:
        return str(token) if token.type == "NAME" else self._unquote(token)

    def reference(self, meta: Meta, name: str) -> Node:
        return Name(name, place=self._at(meta))

    def null(self, meta: Meta, word: Token) -> Node:
        return NullLiteral(place=self._at(meta))

    def true(self, meta: Meta, word: Token) -> Node:
        return BooleanLiteral(True, place=self._at(meta))

    def false(self, meta: Meta, word: Token) -> Node:
        return BooleanLiteral(False, place=self._at(meta))

    def number(self, meta: Meta, token: Token) -> Node:
        value = self._measure(token)
        if "." in token:
            return DecimalLiteral(value, place=self._at(token))
        if LARGEST_INTEGER + 1 < value <= LARGEST_DECIMAL:
            self._report(problems.integer_too_large(self._at(token), text=str(token)))
        return IntegerLiteral(int(value), place=self._at(token))

    def long(self, meta: Meta, token: Token) -> Node:
        digits = token.removesuffix("L")
        if len(digits) > MOST_DIGITS or int(digits) > LARGEST_LONG + 1:
            self._report(problems.long_too_large(self._at(token), text=str(token)))
            return IntegerLiteral(0, is_long=True, place=self._at(token))
        return IntegerLiteral(int(digits), is_long=True, place=self._at(token))

    def quantity(self, meta: Meta, number: Token, unit: Token) -> Node:
        code = self._unquote(unit) if unit.type == "TEXT" else str(unit)
        return QuantityLiteral(self._measure(number), code, place=self._at(meta))

    def text(self, meta: Meta, token: Token) -> Node:
        return StringLiteral(self._unquote(token), place=self._at(token))

    def date(self, meta: Meta, token: Token) -> Node:
        return DateLiteral(self._read_date(token), place=self._at(token))

    # Reading tokens

    def _read_date(self, token: Token) -> datetime.date:
        if "T" in token:
            self._report(problems.no_time_of_day(self._at(token), text=str(token)))
            return datetime.date.min
        found = _DATE.fullmatch(token)
        try:
            return datetime.date(*map(int, found.groups())) if found else self._no_date(token)
        except ValueError:
            return self._no_date(token)

    def _no_date(self, token: Token) -> datetime.date:
        self._report(problems.no_date(self._at(token), text=str(token)))
        return datetime.date.min

    def _measure(self, token: Token) -> Decimal:
        digits, decimals = len(token.replace(".", "")), len(token.partition(".")[2])
        place = self._at(token)
        if digits > MOST_DIGITS:
            self._report(problems.number_too_long(place, digits=digits, most=MOST_DIGITS))
            return Decimal(0)
        if Decimal(token) > LARGEST_DECIMAL:
            self._report(problems.decimal_too_large(place, text=str(token)))
        if decimals > MOST_DECIMALS:
            self._report(problems.too_many_decimals(place, decimals=decimals, most=MOST_DECIMALS))
        return Decimal(token)

    def _unquote(self, token: Token) -> str:
        return _ESCAPE.sub(lambda found: self._unescape(found, token), token[1:-1])

    def _unescape(self, found: re.Match[str], token: Token) -> str:
        what = found[1]
        if what in _ESCAPES:
            return _ESCAPES[what]
        if _LONE_HALF.fullmatch(what):
            self._report(problems.half_a_character(self._at(token), text=found[0]))
        elif len(what) > 1:
            return bytes.fromhex(what.replace("\\u", "")[1:]).decode("utf-16-be")
        else:
            self._report(problems.unknown_escape(self._at(token), text=found[0]))
        return what

    def _report(self, problem: Problem) -> None:
        # Nobody reads more problems than these.
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(problem)

    def _at(self, found: Meta | Token) -> Place:
        return self.source.place(line=found.line or 1, column=found.column or 1)
