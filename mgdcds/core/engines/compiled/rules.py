"""How the conditions that were asked for are tested, one after the other.

Many rules have a part in common, such as one medicine: they are tested together, so that a
patient who does not take it costs one test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mgdcds.core.engines.compiled.code import Condition, is_constant
from mgdcds.core.engines.compiled.logic import conjoin
from mgdcds.core.engines.compiled.statuses import place_of
from mgdcds.core.engines.compiled.writer import Writer

#: How many rules must share a part before they are tested together.
_SHARED = 3


def write_rules(rules: Sequence[Condition], writer: Writer) -> Iterator[str]:
    """This function will write the lines that find which conditions are true and unknown."""
    shared = Counter(part.possible for rule in rules for part in rule.parts)
    groups: dict[str, list[int]] = {}
    for position, rule in enumerate(rules):
        guard = _guard_of(rule, shared)
        if guard:
            groups.setdefault(guard, []).append(position)
        else:
            yield from _write_rule(position, rule, writer)
    for guard, positions in groups.items():
        yield f"if {guard}:"
        for position in positions:
            rest = _without(rules[position], guard)
            yield from (f" {line}" for line in _write_rule(position, rest, writer))


def _guard_of(rule: Condition, shared: Counter[str]) -> str:
    """The part that most other rules have too; a yes or no is seldom yes."""
    tests = [part.possible for part in rule.parts if ":=" not in part.possible]
    known = [test for test in tests if shared[test] >= _SHARED]
    return max(known, key=lambda test: (test.endswith(" is not False"), shared[test]), default="")


def _without(rule: Condition, guard: str) -> Condition:
    rest = [part for part in rule.parts if part.possible != guard]
    return replace(rule, possible=conjoin(rest).possible)


def _write_rule(position: int, rule: Condition, writer: Writer) -> Iterator[str]:
    word, bit = place_of(position)
    is_unknown = f"y{word} |= {bit:#x}"
    if is_constant(rule.missing):
        writer.template[position] = int(rule.missing, 16)
    else:
        is_unknown += f"; masks[{position}] = {rule.missing}"
    if rule.is_choice:
        yield f"if {rule.certain}: x{word} |= {bit:#x}"
        yield f"elif {rule.undecided}: {is_unknown}"
    else:
        yield f"if {rule.possible}:"
        yield f" if {rule.open}: {is_unknown}"
        yield f" else: x{word} |= {bit:#x}"
