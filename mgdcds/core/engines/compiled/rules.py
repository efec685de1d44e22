"""How the conditions that were asked for are tested, one after the other.

Many rules are about one value: they are written twice, for patients who have it and for those who
have not. Many have a part in common, such as one medicine: they are tested together, so that a
patient who does not take it costs one test.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from mgdcds.core.engines.compiled.code import ALWAYS, NOTHING, TRUE, Condition, split_mask
from mgdcds.core.engines.compiled.logic import conjoin

#: How many rules must ask whether one local is null before that is asked once for all.
_OF_ONE_VALUE = 5
_NULL_TEST = re.compile(r"\b([nv][1-9]\d*) is (?:not )?None")
#: How many rules must share a part before they are tested together.
_SHARED = 3


#: In how many bits Python joins words fastest.
WIDTH = 30


@dataclass
class Rules:
    """The lines that find which conditions are true and unknown: words `x` and `y`.

    What is missing in a rule that is unknown is a mask that is always the same, and for rules in
    `slots` what stands at their place in `masks`.
    """

    rules: Sequence[Condition]
    width: int = WIDTH
    always: dict[int, int] = field(default_factory=dict)
    slots: dict[int, int] = field(default_factory=dict)

    def write(self, positions: Sequence[int]) -> Iterator[str]:
        """This method will write the rules at some positions."""
        for name, group in _by_value(self.rules, positions):
            lines = list(self._each(group))
            if not name:
                yield from lines
                continue
            for test in (f"if {name} is None:", "else:"):
                yield test
                yield from (f" {line}" for line in lines)

    def _each(self, positions: Sequence[int]) -> Iterator[str]:
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
        is_true, is_unknown = self._answers(position, rule.missing)
        choice = max(rule.parts, key=_choices, default=rule)
        if rule.is_choice:
            yield f"if {rule.certain}: {is_true}"
            yield f"elif {rule.undecided}: {is_unknown}"
        elif len(choice.alternatives) > 1:
            rest = conjoin([part for part in rule.parts if part is not choice] or [ALWAYS])
            yield f"if {rest.possible}:"
            yield f" if {choice.certain}:"
            yield f"  if {rest.open}: {is_unknown}"
            yield f"  else: {is_true}"
            yield f" elif {choice.undecided}: {is_unknown}"
        else:
            yield f"if {rule.possible}:"
            yield f" if {rule.open}: {is_unknown}"
            yield f" else: {is_true}"

    def _answers(self, position: int, missing: str) -> tuple[str, str]:
        """What is done where a rule is true, and where it is unknown."""
        word, bit = divmod(position, self.width)
        # Each bit is added once, and Python adds faster than it joins.
        is_true, is_unknown = f"x{word} += {1 << bit:#x}", f"y{word} += {1 << bit:#x}"
        self.always[position], others = split_mask(missing)
        if others != NOTHING:
            slot = self.slots[position] = len(self.slots)
            is_unknown += f"; masks[{slot}] = {others}"
        return is_true, is_unknown


def _by_value(
    rules: Sequence[Condition], positions: Sequence[int]
) -> Iterator[tuple[str, list[int]]]:
    """The rules at some positions, by the local that is most often asked whether it is null.

    A local that several rules read is computed before them.
    """
    asked = {at: set(_NULL_TEST.findall(rules[at].possible)) for at in positions}
    left = list(positions)
    for name, _ in Counter(name for names in asked.values() for name in names).most_common():
        group = [at for at in left if name in asked[at]]
        if len(group) >= _OF_ONE_VALUE:
            left = [at for at in left if at not in group]
            yield name, group
    yield "", left


def _choices(part: Condition) -> tuple[int, int]:
    """How much an `or` asks: what it reads that nothing has read before, and its alternatives.

    It is settled once, before what else a rule asks is told apart.
    """
    alternatives = len(part.alternatives)
    return (part.certain.count(":= get"), alternatives) if alternatives > 1 else (0, 0)


def _guard_of(rule: Condition, shared: Counter[str]) -> str:
    """The part that most other rules have too; a yes or no is seldom yes."""
    tests = [part.possible for part in rule.parts if ":=" not in part.possible]
    known = [test for test in tests if shared[test] >= _SHARED]
    return max(known, key=lambda test: (test.endswith(" is not False"), shared[test]), default="")


def _without(rule: Condition, guard: str) -> Condition:
    rest = [part for part in rule.parts if part.possible != guard]
    return replace(rule, possible=conjoin(rest).possible if rest else TRUE)
