"""Follows every path through the generated function, and leaves out what is known on it.

What a path has computed is read again and not computed again; what it has tested is not tested
again; and what no path reaches is left out. The function answers what it answered before, because
its locals have one value each, and nothing in it has a side effect but to send the row to the
judge.

No comparison is a chain of more than two values, and only None and False are compared by `is`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from mgdcds.core.engines.compiled.known import ANYTHING, Known, join
from mgdcds.core.engines.compiled.see_tests import TESTS, test_value
from mgdcds.core.engines.compiled.see_values import VALUES, see_as_it_is
from mgdcds.core.engines.compiled.seen import Seen, Sides, Tested
from mgdcds.core.engines.compiled.trees import (
    Numbers,
    constant,
    is_constant,
    keeps,
    local_of,
    opposite,
)

#: Locals that have one value each. The others gather an answer, hold the sheet that is opened, or
#: are used again and again (those with a nought).
ONE_VALUE = re.compile(r"[dmntv][1-9]\d*")
Lines = list[ast.stmt]


class Follower:
    """One function. `waiting` are expressions of locals that are computed where they are read."""

    def __init__(self, waiting: Mapping[str, ast.expr]) -> None:
        self.waiting = waiting
        self.numbers = Numbers()
        #: For a local, what else is known where it is of some kind.
        self._implied: dict[str, Sides] = {}

    # Statements

    def follow(self, lines: Sequence[ast.stmt], known: Known | None) -> tuple[Lines, Known | None]:
        """This method will follow some lines, and answer them with what is known after them."""
        kept: Lines = []
        for line in lines:
            if known is None:
                break
            found, known = self._line(line, known)
            kept += found
        return kept, known

    def _line(self, line: ast.stmt, known: Known) -> tuple[Lines, Known | None]:
        match line:
            case ast.If():
                return self._branch(line, known)
            case ast.Assign():
                return self._assignment(line, known)
            case ast.AugAssign(value=value):
                seen = self.see(value, known)
                return [ast.AugAssign(line.target, line.op, seen.node)], seen.after
            case ast.Expr(value=value):
                seen = self.see(value, known)
                return ([ast.Expr(seen.node)] if keeps(seen.node) else []), seen.after
            case ast.Return(value=ast.expr() as value):
                return [ast.Return(self.see(value, known).node)], None
        raise TypeError(f"A generated function has no {type(line).__name__}.")

    def _assignment(self, line: ast.Assign, known: Known) -> tuple[Lines, Known | None]:
        name = local_of(line.targets[0])
        if name in self.waiting:
            return [], known
        seen = self.keep(name, self.see(line.value, known), known)
        return [ast.Assign(line.targets, seen.node, lineno=0)], seen.after

    def _branch(self, line: ast.If, known: Known) -> tuple[Lines, Known | None]:
        test, then, otherwise = self.test(line.test, known)
        body, after_body = self.follow(line.body, then)
        rest, after_rest = self.follow(line.orelse, otherwise)
        after = join(after_body, after_rest)
        if is_constant(test, True, False):
            return (body if then is not None else rest), after
        if not body and not rest:
            return ([ast.Expr(test)] if keeps(test) else []), after
        if not body:
            test, body, rest = opposite(test), rest, []
        return [ast.If(test, body, rest)], after

    # Expressions

    def see(self, node: ast.expr, known: Known) -> Seen:
        """This method will follow an expression whose value is wanted."""
        return VALUES.get(type(node), see_as_it_is)(node, known, self)

    def test(self, node: ast.expr, known: Known) -> Tested:
        """This method will follow an expression of which only the truth is wanted."""
        if type(node) not in TESTS:
            return test_value(node, known, self)
        number = self.numbers.of(node)
        answer = known.answers.get(number)
        if answer is not None:
            then, otherwise = (known, None) if answer else (None, known)
            return Tested(constant(answer), then, otherwise)
        tested = TESTS[type(node)](node, known, self)
        if tested.then is None or tested.otherwise is None:
            return tested.settled()
        then, otherwise = tested.then.with_answer(number, True), tested.otherwise
        return Tested(tested.node, then, otherwise.with_answer(number, False))

    # Locals

    def keep(self, name: str, seen: Seen, before: Known) -> Seen:
        """This method will note what a local is that keeps what was seen."""
        if not ONE_VALUE.fullmatch(name):
            return seen
        self._implied[name] = tuple((kinds, known.since(before)) for kinds, known in seen.sides)
        sides = tuple((kinds, known.with_kinds(name, kinds)) for kinds, known in seen.sides)
        return Seen(seen.node, sides)

    def where(self, seen: Seen, kinds: int) -> Known | None:
        """This method will answer what is known where something seen is of one of some kinds."""
        known = seen.where(kinds)
        return None if known is None else self.narrowed(known, local_of(seen.node), kinds)

    def narrowed(self, known: Known, name: str, kinds: int) -> Known | None:
        """This method will add that a local is of one of some kinds, and all that follows."""
        if not ONE_VALUE.fullmatch(name):
            return known
        more: Known | None = None
        for found, implied in self._implied.get(name, ()):
            if found & kinds:
                more = join(more, implied)
        narrowed = known.narrowed(name, kinds & ANYTHING)
        return narrowed if narrowed is None or more is None else narrowed.also(more)
