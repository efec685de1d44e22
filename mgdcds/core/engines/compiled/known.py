"""What is known of the locals of the generated function, at one place of it.

A local is computed by one expression, so it has one value. Once it was read, a path through the
function knows more and more of that value: that it is not None, or that it counts as true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: What a value can be, as bits: None, False, another value that counts as false, and what counts
#: as true.
IS_NONE, IS_FALSE, IS_EMPTY, IS_TRUE = 1, 2, 4, 8
COUNTS_AS_FALSE = IS_NONE | IS_FALSE | IS_EMPTY
ANYTHING = COUNTS_AS_FALSE | IS_TRUE


def kinds_of(value: object) -> int:
    """This function will answer what a constant is, as one of the bits."""
    if value is None:
        return IS_NONE
    if value is False:
        return IS_FALSE
    return IS_TRUE if value else IS_EMPTY


@dataclass(frozen=True, slots=True)
class Known:
    """The kinds of the locals that were computed, and the answers of tests, by their number."""

    kinds: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[int, bool] = field(default_factory=dict)

    def with_kinds(self, name: str, kinds: int) -> Known:
        """This method will add a local that was computed."""
        return Known({**self.kinds, name: kinds}, self.answers)

    def narrowed(self, name: str, kinds: int) -> Known | None:
        """This method will keep some kinds of a local; None where it then can be nothing."""
        left = self.kinds.get(name, ANYTHING) & kinds
        return self.with_kinds(name, left) if left else None

    def since(self, earlier: Known) -> Known:
        """This method will answer what is known here and was not known earlier."""
        before, said = earlier.kinds, earlier.answers
        return Known(
            {name: kinds for name, kinds in self.kinds.items() if before.get(name) != kinds},
            {test: answer for test, answer in self.answers.items() if test not in said},
        )

    def also(self, other: Known) -> Known | None:
        """This method will add what is known too; None where both can't be."""
        kinds = dict(self.kinds)
        for name, more in other.kinds.items():
            kinds[name] = kinds.get(name, ANYTHING) & more
            if not kinds[name]:
                return None
        return Known(kinds, {**self.answers, **other.answers})

    def with_answer(self, test: int, answer: bool) -> Known:
        """This method will add what a test answered."""
        return Known(self.kinds, {**self.answers, test: answer})


def join(left: Known | None, right: Known | None) -> Known | None:
    """This function will keep what both of two paths know. None is a path that nothing takes."""
    if left is None or right is None:
        return left if right is None else right
    if left is right:
        return left
    other, answers = right.kinds, right.answers
    return Known(
        {name: kinds | other[name] for name, kinds in left.kinds.items() if name in other},
        {test: said for test, said in left.answers.items() if answers.get(test) is said},
    )
