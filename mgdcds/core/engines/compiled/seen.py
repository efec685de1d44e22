"""What was made of an expression, and what is known after it."""

from __future__ import annotations

import ast
from functools import reduce
from operator import or_
from typing import NamedTuple

from mgdcds.core.engines.compiled.known import ANYTHING, Known, join
from mgdcds.core.engines.compiled.trees import constant, keeps

#: What a value can be on some paths, and what is known there.
Sides = tuple[tuple[int, Known], ...]


class Seen(NamedTuple):
    """An expression without what is known. Without a side, nothing comes after it."""

    node: ast.expr
    sides: Sides

    @property
    def kinds(self) -> int:
        """All that it can be."""
        return reduce(or_, (kinds for kinds, _ in self.sides), 0)

    @property
    def after(self) -> Known | None:
        """What is known whatever it is."""
        return self.where(ANYTHING)

    def where(self, kinds: int) -> Known | None:
        """What is known where it is of one of some kinds; None where it is not."""
        found: Known | None = None
        for of_side, known in self.sides:
            if of_side & kinds:
                found = join(found, known)
        return found


class Tested(NamedTuple):
    """A test without what is known, and what is known where it holds and where it doesn't."""

    node: ast.expr
    then: Known | None
    otherwise: Known | None

    def settled(self) -> Tested:
        """The test as a constant where its answer is known, unless it keeps something."""
        is_known = (self.then is None) is not (self.otherwise is None)
        if is_known and not keeps(self.node):
            return self._replace(node=constant(self.then is not None))
        return self


#: What no path reaches.
NOWHERE = Seen(constant(None), ())
NEVER = Tested(constant(False), None, None)


def one_side(kinds: int, known: Known | None) -> Sides:
    """This function will make the side of what is the same on all paths."""
    return () if known is None else ((kinds, known),)


def joined_sides(*each: Sides) -> Sides:
    """This function will join sides of the same kinds."""
    found: dict[int, Known] = {}
    for kinds, known in (side for sides in each for side in sides):
        found[kinds] = join(found.get(kinds), known) or known
    return tuple(found.items())
