"""Makes layers narrow: what is worked out early stands for all that it is made of.

A layer passes on every column that a later one needs. Nine medicines of which one condition is
made are nine columns on their way to the top; worked out in the first layer, they are one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

Parts = dict[str, Counter[str]]


@dataclass(frozen=True)
class Plan:
    """Which expressions are columns (`kept`), made of `parts`, for the outputs at the top."""

    parts: Parts
    tops: Sequence[Counter[str]]
    kept: frozenset[str]

    @cached_property
    def leaves(self) -> dict[str, Counter[str]]:
        """The columns that each expression reads, as often as it would be written to read them."""
        found: dict[str, Counter[str]] = {}
        for name, used in self.parts.items():
            found[name] = self._leaves_of(used, found)
        return found

    @cached_property
    def levels(self) -> dict[str, int]:
        """The layer of each column; those of the table are below the first."""
        found: dict[str, int] = {}
        for name in self.parts:
            if name in self.kept:
                found[name] = 1 + max((found.get(leaf, 0) for leaf in self.leaves[name]), default=0)
        return found

    @cached_property
    def homes(self) -> list[tuple[int, Counter[str], Counter[str]]]:
        """Where expressions are written: the layer, the columns read there, and what is inside."""
        top = 1 + max(self.levels.values(), default=0)
        made = [(self.levels[name], self.parts[name]) for name in self.parts if name in self.kept]
        return [
            (level, self._leaves_of(used, self.leaves), self._inside(used))
            for level, used in (*made, *((top, used) for used in self.tops))
        ]

    def gain(self, name: str) -> int:
        """This method will count the columns that need not be passed on if an expression is one."""
        leaves = self.leaves[name]
        level = 1 + max((self.levels.get(leaf, 0) for leaf in leaves), default=0)
        later = [home for home in self.homes if home[0] > level]
        if not any(inside[name] for _, _, inside in later):
            return 0
        still_read = {
            leaf
            for _, read, inside in later
            for leaf in leaves
            if read[leaf] > inside[name] * leaves[leaf]
        }
        return len(leaves) - len(still_read) - 1

    def _leaves_of(self, used: Counter[str], known: Mapping[str, Counter[str]]) -> Counter[str]:
        found: Counter[str] = Counter()
        for part, times in used.items():
            inner = known[part] if part in known and part not in self.kept else {part: 1}
            for leaf, inner_times in inner.items():
                found[leaf] += times * inner_times
        return found

    def _inside(self, used: Counter[str]) -> Counter[str]:
        found: Counter[str] = Counter()
        waiting = list(used.items())
        while waiting:
            name, times = waiting.pop()
            if name in self.parts and name not in self.kept:
                found[name] += times
                waiting += [(part, times * more) for part, more in self.parts[name].items()]
        return found


def narrow(parts: Parts, tops: Sequence[Counter[str]], kept: set[str]) -> set[str]:
    """This function will answer more expressions that should be columns, the largest first."""
    plan = Plan(parts, tops, frozenset(kept))
    found: set[str] = set()
    taken: set[str] = set()
    for name in reversed(parts):
        leaves = plan.leaves[name].keys()
        if name not in kept and not leaves & taken and plan.gain(name) > 0:
            found.add(name)
            taken |= leaves
    return found
