"""What the reading of one program keeps: variables, pieces that were read, and what stays free."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

import z3  # type: ignore[import-untyped]

from mgdcds.core.cql.nodes import Node, names_in, walk
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.proof.term import Formula, Term
from mgdcds.core.engines.proof.variables import (
    Texts,
    Variable,
    fact_variable,
    parameter_variable,
    today_variable,
)


@dataclass(frozen=True)
class Free:
    """A value that the prover may choose: what the judge answers for `node` is one of them.

    `names` are the names in it. `rounds` marks one that only rounds what is followed. `alike`
    says that equal operands have equal results, and `exactly` what a product is: that is more than
    most searches need, and makes them slower.
    """

    node: Node
    term: Term
    names: frozenset[str]
    rounds: bool = False
    alike: tuple[Formula, ...] = ()
    exactly: tuple[Formula, ...] = ()


@dataclass(frozen=True)
class Piece:
    """An expression that was read: its term, what else holds, and what it reads.

    `sides` and `frees` are its own; those of the names that it reads are theirs.
    """

    term: Term
    sides: tuple[Formula, ...]
    frees: tuple[Free, ...]
    names: frozenset[str]


class Reading:
    """A program as it is being read. Each name is read once."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.texts = Texts()
        self.today = today_variable()
        self.sides: list[Formula] = []
        self.frees: list[Free] = []
        self.pieces: dict[str, Piece] = {}
        self._digests: dict[str, str] = {}

    @cached_property
    def facts(self) -> Mapping[str, Variable]:
        """Every fact that an expression reads."""
        facts = self.program.dictionary.facts
        return _Lazily(
            lambda name: fact_variable(facts[name], texts=self.texts, today=self.today), facts
        )

    @cached_property
    def parameters(self) -> Mapping[str, Variable]:
        """Every limit that an expression reads."""
        dictionary = self.program.dictionary
        return _Lazily(lambda name: parameter_variable(dictionary, name), dictionary.parameters)

    def name_of(self, kind: str, node: Node) -> str:
        """This method will name a free value: the same for the same tree over the same names."""
        text = (
            f"{print_expression(node, width=None)} {_types(node)} {self.digest_of(names_in(node))}"
        )
        return f"{kind} {sha256(text.encode()).hexdigest()[:16]} {node.type.base}"

    def digest_of(self, names: frozenset[str]) -> str:
        """This method will answer a text that differs when anything that names stand for does."""
        return ";".join(f"{name}={self._digest(name)}" for name in sorted(names))

    def _digest(self, name: str) -> str:
        if name not in self._digests:
            checked = self.program.expressions.get(name)
            if checked is None:
                self._digests[name] = ""
            else:
                text = print_expression(checked.tree, width=None)
                below = self.digest_of(checked.names)
                self._digests[name] = sha256(f"{text} {below}".encode()).hexdigest()[:16]
        return self._digests[name]


class _Lazily(Mapping[str, Variable]):
    """Variables that are made when they are asked for."""

    def __init__(self, make: Any, names: Mapping[str, Any]) -> None:
        self._make, self._names = make, names
        self._made: dict[str, Variable] = {}

    def __getitem__(self, name: str) -> Variable:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Any:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def free_scalar(name: str) -> tuple[Any, Formula]:
    """This function will make a real value and when it is known."""
    return z3.Real(f"{name} value"), z3.Bool(f"{name} known")


def _types(node: Node) -> str:
    """What the printed text does not tell: types, and the casts that the checker put in."""
    return ", ".join(f"{type(inner).__name__} {inner.type!r}" for inner in walk(node))
