"""Many rules in the shape of real ones, as a program and as the Python of a naive programmer.

Both come from the same leaves: a rule has two to six, joined by `and` and `or`. The Python is one
function that reads what it needs from a dictionary into locals, calculates eGFR and sums as the
definitions do, and tests rule after rule: `if (x is not None and x < 30.0) and y: …`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from bench import hand_written
from bench.leaves import Leaf, leaves_of
from mgdcds.core.cql.check import check_expression
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.program import Program
from mgdcds.core.guidance.book import Rulebook

#: How a condition is built; each letter is a leaf, and one after `not` is denied.
SHAPES = (
    "A and B",
    "A and B and C",
    "A and (B or C)",
    "A and B and not C",
    "A or B or C",
    "A and (B or C or D)",
    "(A or B) and (C or D)",
    "A and B and (C or D) and not E",
    "(A and B) or (C and D and E)",
    "A and (B or C) and (D or E) and not F",
)
#: What the naive programmer calculates first, by the name that rules read.
_CALCULATED = {
    "best_age": "best_age = f('age_years')",
    "best_egfr": "best_egfr = find_egfr(f, f('age_years'), f('sex'), _pregnant(f))",
    "magnesium_loss_drug": "magnesium_loss_drug = find_loss_drug(f)",
    "magnesium_below_rda": "magnesium_below_rda = _below(f)",
    "calcium_high": "calcium_high = find_calcium_high(find_calcium(f), f('calcium_ionised'))",
    "best_bmi": "best_bmi = find_bmi(f)",
    "best_calcium_adjusted": "best_calcium_adjusted = find_calcium(f)",
    "magnesium_intake": "magnesium_intake = _intake(f)",
    "observed_rise": "observed_rise = _rise(f)",
}
_LETTER = re.compile(r"(not )?\b([A-F])\b")
Facts = dict[str, Any]


@dataclass(frozen=True)
class GeneratedRules:
    """Rules as a program, by their codes, and as a function written by hand."""

    program: Program
    codes: tuple[str, ...]
    source: str
    fires: Callable[[Facts], set[str]]


@cache
def generate_rules(rulebook: Rulebook, number: int, *, seed: int = 1) -> GeneratedRules:
    """This function will make rules over the facts and definitions of a release."""
    chance, leaves = random.Random(seed), leaves_of(rulebook)
    by_name: dict[str, list[Leaf]] = {}
    for leaf in leaves:
        by_name.setdefault(leaf.name, []).append(leaf)
    written = {
        f"X{at:04}": _rule(chance, by_name, SHAPES[at % len(SHAPES)]) for at in range(number)
    }
    program = _program(rulebook, {code: cql for code, (cql, _, _) in written.items()})
    names = sorted({name for _, _, used in written.values() for name in used})
    source = write_function(names, {code: python for code, (_, python, _) in written.items()})
    return GeneratedRules(program, tuple(written), source, load_function(source))


def _rule(
    chance: random.Random, by_name: dict[str, list[Leaf]], shape: str
) -> tuple[str, str, tuple[str, ...]]:
    """A condition in CQL and in Python. No name is read twice."""
    letters = sorted(set(re.findall(r"\b[A-F]\b", shape)))
    denied = set(re.findall(r"not ([A-F])", shape))
    able = [name for name, leaves in by_name.items() if leaves[0].opposite]
    chosen: dict[str, Leaf] = {}
    for letter in letters:
        among = able if letter in denied else _names(chance, by_name)
        free = [name for name in among if name not in {leaf.name for leaf in chosen.values()}]
        chosen[letter] = chance.choice(by_name[chance.choice(free)])
    cql = _LETTER.sub(lambda at: _text(chosen[at[2]], bool(at[1]), 0), shape)
    python = _LETTER.sub(lambda at: _text(chosen[at[2]], bool(at[1]), 1), shape)
    return cql, python, tuple(leaf.name for leaf in chosen.values())


def _names(chance: random.Random, by_name: dict[str, list[Leaf]]) -> Sequence[str]:
    """As often a value with cut-offs as an answer."""
    is_value = chance.random() < 0.5
    return [name for name, leaves in by_name.items() if (leaves[0].opposite is None) is is_value]


def _text(leaf: Leaf, is_denied: bool, language: int) -> str:
    if is_denied:
        assert leaf.opposite is not None
        return leaf.opposite[language]
    return (leaf.cql, leaf.python)[language]


def _program(rulebook: Rulebook, rules: dict[str, str]) -> Program:
    checked = {
        code: check_expression(parse_expression(cql), scope=rulebook.scope, expected=BOOLEAN)
        for code, cql in rules.items()
    }
    read = {name for each in checked.values() for name in each.names}
    below = {name for each in read for name in rulebook.program.names_read.get(each, ())}
    definitions = rulebook.program.expressions
    kept = {name: each for name, each in definitions.items() if name in read | below}
    return Program(rulebook.dictionary, {**kept, **checked})


def write_function(names: Sequence[str], rules: dict[str, str]) -> str:
    """This function will write the function of the naive programmer."""
    lines = ["def fires(facts):", "    f = facts.get"]
    lines += [f"    {_CALCULATED.get(name, f'{name} = f({name!r})')}" for name in names]
    lines.append("    found = set()")
    for code, condition in rules.items():
        lines += [f"    if {condition}:", f"        found.add({code!r})"]
    return "\n".join([*lines, "    return found", ""])


def load_function(source: str) -> Callable[[Facts], set[str]]:
    """This function will make the function of a text that was written here."""
    space: dict[str, Any] = {
        "find_egfr": hand_written.find_egfr,
        "find_bmi": hand_written.find_bmi,
        "find_calcium": hand_written.find_calcium,
        "find_calcium_high": hand_written.find_calcium_high,
        "find_loss_drug": hand_written.find_loss_drug,
        "_below": _below,
        "_pregnant": _pregnant,
        "_intake": _intake,
        "_rise": _rise,
    }
    exec(compile(source, "<hand-written>", "exec"), space)
    function: Callable[[Facts], set[str]] = space["fires"]
    return function


def _pregnant(f: Callable[[str], Any]) -> bool | None:
    age = f("age_years")
    return False if f("sex") == "male" or (age is not None and age > 55) else f("pregnant")


def _intake(f: Callable[[str], Any]) -> float | None:
    diet, supplement = f("magnesium_diet"), hand_written.find_supplement(f)
    return None if diet is None or supplement is None else round(diet + supplement, 8)


def _below(f: Callable[[str], Any]) -> bool | None:
    rda = hand_written.find_rda(f("age_years"), f("age_months"), f("sex"), _pregnant(f))
    return hand_written.find_below_rda(f("magnesium_diet"), hand_written.find_supplement(f), rda)


def _rise(f: Callable[[str], Any]) -> float | None:
    now, before = f("vitamin_d_25oh"), f("vitamin_d_25oh_previous")
    return None if now is None or before is None else round(now - before, 8)
