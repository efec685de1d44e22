"""Many rules at once: what each value settles is looked up, as one number for all of them.

A rule that joins leaves by `and` and `or`, two levels deep, is a few clauses: each is true when
one of its leaves is (`A and (B or C)` has two). An `or` of `and`s is written as what denies it.
For each value that rules read there is a table. For each state of the value (true, false or
unknown; or between which cut-offs it lies) it has a number with two bits for each clause: one of
its leaves is true, and one of them is not false. Joined over all values, and then over the
clauses of each rule, these numbers are the answer; the clauses that are open say what is missing.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from mgdcds.core.engines.compiled.code import Condition, Literal, is_constant, pick
from mgdcds.core.engines.compiled.cuts import Cuts, have_room, look_up
from mgdcds.core.engines.compiled.writer import Writer

#: With fewer rules than this, testing them one by one is faster.
LEAST_RULES = 60
#: A rule with more clauses is tested by itself.
_MOST_CLAUSES = 6
#: So many yes-or-no values are looked up together.
_TOGETHER = 3
#: So many tables are joined in one line.
_IN_A_LINE = 40
_TRUTHS = (True, False, None)


@dataclass(frozen=True)
class Clauses:
    """A rule as clauses of leaves. One that `is_denied` is true when they are not."""

    clauses: tuple[tuple[Literal, ...], ...]
    is_denied: bool = False


@dataclass(frozen=True)
class Use:
    """Where a leaf stands: its rule, the clause there, and whether the rule is denied."""

    literal: Literal
    rule: int
    clause: int
    is_denied: bool


class Index:
    """The tables of the rules that have clauses. `number` is that of all rules."""

    def __init__(self, rules: Sequence[Condition], writer: Writer) -> None:
        self.writer = writer
        self.number = len(rules)
        found = ((position, clauses_of(rule)) for position, rule in enumerate(rules))
        self.rules = {position: each for position, each in found if each is not None}
        self.extras: dict[str, int] = {}
        self._leave_out_what_has_no_room()

    @cached_property
    def width(self) -> int:
        """How many clauses a rule has at most."""
        return max((len(rule.clauses) for rule in self.rules.values()), default=1)

    @cached_property
    def mask(self) -> int:
        """The rules that are found here."""
        return sum(1 << position for position in self.rules)

    def write(self) -> Iterator[str]:
        """This method will write the lines that find `x0`, what is true, and `y0`, what is open."""
        tables = [self._base(), *self._tables()]
        yield f"a0 = {' | '.join(tables[:_IN_A_LINE])}"
        for at in range(_IN_A_LINE, len(tables), _IN_A_LINE):
            yield f"a0 |= {' | '.join(tables[at : at + _IN_A_LINE])}"
        every, plain, denied = (self.writer.bind(mask) for mask in self._masks())
        yield f"b0 = a0 >> {self.width * self.number}"
        yield f"t0 = {self._joined('a0')} & {every}"
        yield f"p0 = {self._joined('b0')} & {every}"
        yield f"x0 = t0 & {plain} | (p0 ^ {every}) & {denied}"
        yield f"y0 = (p0 & {plain} | (t0 ^ {every}) & {denied}) ^ x0"

    def missing_of(self, position: int, clauses: int, extras: Sequence[int]) -> int:
        """This method will answer the facts that are missing in a rule, as a mask."""
        missing = 0
        for at, (mask, others) in enumerate(self._missing[position]):
            place = at * self.number + position
            is_true = clauses >> place & 1
            if not is_true and clauses >> place + self.width * self.number & 1:
                missing |= mask
                for other in others:
                    missing |= extras[other]
        return missing

    def write_extras(self) -> str:
        """This method will write what is missing in calculated values, in a row."""
        return "".join(f"{text}, " for text in self.extras)

    @cached_property
    def _missing(self) -> Mapping[int, tuple[tuple[int, tuple[int, ...]], ...]]:
        return {
            position: tuple(self._missing_of_clause(clause) for clause in rule.clauses)
            for position, rule in self.rules.items()
        }

    def _missing_of_clause(self, clause: Iterable[Literal]) -> tuple[int, tuple[int, ...]]:
        mask, others = 0, []
        for literal in clause:
            if literal.is_strict and is_constant(literal.missing):
                mask |= int(literal.missing, 16)
            else:
                others.append(self.extras[_extra(literal)])
        return mask, tuple(others)

    def _masks(self) -> tuple[int, int, int]:
        denied = sum(1 << at for at, rule in self.rules.items() if rule.is_denied)
        return self.mask, self.mask ^ denied, denied

    def _joined(self, name: str) -> str:
        shifted = [f"{name} >> {at * self.number}" for at in range(1, self.width)]
        return " & ".join([name, *shifted])

    def _base(self) -> str:
        """A rule with fewer clauses than others has true ones in their place."""
        base = 0
        for position, rule in self.rules.items():
            for clause in range(len(rule.clauses), self.width):
                base |= self._bits(position, clause, True)
        return self.writer.bind(base)

    def _bits(self, position: int, clause: int, truth: bool | None) -> int:
        if truth is False:
            return 0
        possible = 1 << (self.width + clause) * self.number + position
        return possible | (1 << clause * self.number + position if truth else 0)

    def _sum(self, uses: Iterable[Use], truths: Iterable[bool | None]) -> int:
        found = 0
        for use, truth in zip(uses, truths, strict=True):
            counted = truth if truth is None else truth is not use.is_denied
            found |= self._bits(use.rule, use.clause, counted)
        return found

    # Tables

    @cached_property
    def _uses(self) -> Mapping[tuple[str, str], list[Use]]:
        found: dict[tuple[str, str], list[Use]] = {}
        for position, rule in self.rules.items():
            for at, clause in enumerate(rule.clauses):
                for literal in clause:
                    use = Use(literal, position, at, rule.is_denied)
                    found.setdefault((literal.kind, literal.read), []).append(use)
                    if not (literal.is_strict and is_constant(literal.missing)):
                        self.extras.setdefault(_extra(literal), len(self.extras))
        return found

    def _tables(self) -> Iterator[str]:
        truths = [(read, uses) for (kind, read), uses in self._uses.items() if kind == "truth"]
        for at in range(0, len(truths), _TOGETHER):
            yield self._truths(truths[at : at + _TOGETHER])
        for (kind, read), uses in self._uses.items():
            if kind == "word":
                yield self._words(read, uses)
            elif kind == "number":
                yield self._numbers(read, uses)

    def _truths(self, values: Sequence[tuple[str, list[Use]]]) -> str:
        parts = [
            {truth: self._sum(uses, [use.literal.of_truth(truth) for use in uses])
             for truth in _TRUTHS}
            for _, uses in values
        ]  # fmt: skip
        table = {}
        for states in itertools.product(_TRUTHS, repeat=len(values)):
            joined = 0
            for part, state in zip(parts, states, strict=True):
                joined |= part[state]
            table[states if len(values) > 1 else states[0]] = joined
        return f"{self.writer.bind(table)}[{', '.join(read for read, _ in values)}]"

    def _words(self, read: str, uses: list[Use]) -> str:
        words = {word for use in uses for word in use.literal.words}
        table: dict[Any, int] = {
            word: self._sum(uses, [use.literal.of_word(word) for use in uses]) for word in words
        }
        table[None] = self._sum(uses, [None for _ in uses])
        other = self._sum(uses, [use.literal.of_word(None) for use in uses])
        return f"{self.writer.bind(table.get)}({read}, {self.writer.bind(other)})"

    def _numbers(self, read: str, uses: list[Use]) -> str:
        """Between which cut-offs a number lies: the judge says where an estimate is too close."""
        cuts = Cuts(tuple(use.literal for use in uses))
        states = [
            self._sum(uses, [use.literal.of_order(order) for use, order in zip(uses, orders,
                                                                              strict=True)])
            for orders in cuts.orders()
        ]  # fmt: skip
        null = self.writer.bind(self._sum(uses, [None for _ in uses]))
        known = self.writer.bind(states)
        look = f"{known}[{self.writer.bind(look_up)}({self.writer.bind(cuts.points)}, n0)]"
        if not cuts.is_exact:
            marked = self.writer.bind(cuts.marked(states))
            exact = uses[0].literal.exact
            judged = f"{self.writer.bind(cuts.look_up_exactly(states))}({exact})"
            place = f"{self.writer.bind(look_up)}({self.writer.bind(cuts.points)}, n0)"
            look = f"(n0 if (n0 := {marked}[{place}]) is not None else {judged})"
        return pick(f"(n0 := {read}) is None", null, look)

    def _leave_out_what_has_no_room(self) -> None:
        for (kind, _), uses in self._uses.items():
            if kind == "number" and not have_room([use.literal for use in uses]):
                for use in uses:
                    self.rules.pop(use.rule, None)
        del self.__dict__["_uses"]


def clauses_of(rule: Condition) -> Clauses | None:
    """This function will write a rule as clauses; None when it has another form."""
    if rule.literal is not None:
        return Clauses(((rule.literal,),))
    if rule.parts:
        return _checked(Clauses(_all([_one_of(part) for part in rule.parts])))
    alternatives = _literals(rule.alternatives)
    if alternatives:
        return Clauses((alternatives,))
    denied = [_literals(part.parts or (part,)) for part in rule.alternatives]
    return _checked(Clauses(_all(denied), is_denied=True))


def _one_of(part: Condition) -> tuple[Literal, ...]:
    return _literals(part.alternatives or (part,))


def _literals(parts: Iterable[Condition]) -> tuple[Literal, ...]:
    found = [part.literal for part in parts]
    return tuple(each for each in found if each is not None) if None not in found else ()


def _all(clauses: list[tuple[Literal, ...]]) -> tuple[tuple[Literal, ...], ...]:
    return tuple(clauses) if all(clauses) else ()


def _checked(rule: Clauses) -> Clauses | None:
    return rule if 0 < len(rule.clauses) <= _MOST_CLAUSES else None


def _extra(literal: Literal) -> str:
    return pick(f"{literal.read} is None", literal.missing, "0")
