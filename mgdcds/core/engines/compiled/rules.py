"""How the conditions that were asked for are tested, one after the other.

Many rules have a part in common, such as one medicine: they are tested together, so that a
patient who does not take it costs one test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mgdcds.core.engines.compiled.code import TRUE, Condition, is_constant
from mgdcds.core.engines.compiled.logic import conjoin

#: How many rules must share a part before they are tested together.
_SHARED = 3


#: In how many bits Python joins words fastest.
WIDTH = 30


@dataclass
class Rules:
    """The lines that find which conditions are true and unknown: words `x` and `y`.

    `masks` has a place for each of them, which `slots` says: what is missing in it, where that is
    known when it is written.
    """

    rules: Sequence[Condition]
    width: int = WIDTH
    masks: list[int] = field(default_factory=list)
    slots: dict[int, int] = field(default_factory=dict)

    def write(self, positions: Sequence[int]) -> Iterator[str]:
        """This method will write the rules at some positions."""
        parts = [part.possible for at in positions for part in self.rules[at].parts]
        shared = Counter(parts)
        groups: dict[str, list[int]] = {}
        for position in positions:
            guard = _guard_of(self.rules[position], shared)
            if guard:
                groups.setdefault(guard, []).append(position)
            else:
                yield from self._one(position, self.rules[position])
        for guard, found in groups.items():
            yield f"if {guard}:"
            for position in found:
                rest = _without(self.rules[position], guard)
                yield from (f" {line}" for line in self._one(position, rest))

    def _one(self, position: int, rule: Condition) -> Iterator[str]:
        word, bit = divmod(position, self.width)
        slot = self.slots[position] = len(self.masks)
        is_true, is_unknown = f"x{word} |= {1 << bit:#x}", f"y{word} |= {1 << bit:#x}"
        if is_constant(rule.missing):
            self.masks.append(int(rule.missing, 16))
        else:
            self.masks.append(0)
            is_unknown += f"; masks[{slot}] = {rule.missing}"
        if rule.is_choice:
            yield f"if {rule.certain}: {is_true}"
            yield f"elif {rule.undecided}: {is_unknown}"
        else:
            yield f"if {rule.possible}:"
            yield f" if {rule.open}: {is_unknown}"
            yield f" else: {is_true}"


def _guard_of(rule: Condition, shared: Counter[str]) -> str:
    """The part that most other rules have too; a yes or no is seldom yes."""
    tests = [part.possible for part in rule.parts if ":=" not in part.possible]
    known = [test for test in tests if shared[test] >= _SHARED]
    return max(known, key=lambda test: (test.endswith(" is not False"), shared[test]), default="")


def _without(rule: Condition, guard: str) -> Condition:
    rest = [part for part in rule.parts if part.possible != guard]
    return replace(rule, possible=conjoin(rest).possible if rest else TRUE)
