"""Mutants: a release with one small mistake in it, and whether its cases would notice.

A mutant that no case notices says where the cases leave an author free to err.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mgdcds.core.authoring.leaves import start_of
from mgdcds.core.authoring.mutations import Kind, find_mistakes
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Node
from mgdcds.core.cql.rewrite import find_paths, replace_at, strip_casts
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.rule import Category
from mgdcds.core.guidance.status import definitions_behind
from mgdcds.core.values.problems import Place

#: What part of its mutants the cases of a rule have to notice, by category; of others the last.
WANTED: Mapping[Category, float] = {Category.SAFETY: 0.9, Category.KIDNEY: 0.9}
WANTED_OF_OTHERS = 0.8


@dataclass(frozen=True)
class Mutant:
    """The expression `name` with one mistake. `said` is the mistake in words, without full stop.

    `part` is the node that was changed, as it was; `place` is where its text begins.
    """

    name: str
    kind: Kind
    said: str
    part: Node
    place: Place
    checked: Checked


@dataclass(frozen=True)
class Tried:
    """A mutant and the case that notices it, with the rule that came out otherwise; "" for none."""

    mutant: Mutant
    case: str = ""
    rule: str = ""

    @property
    def is_killed(self) -> bool:
        """Whether a case notices."""
        return bool(self.case)

    @property
    def sentence(self) -> str:
        """What a survivor leaves open, as a full sentence."""
        return f"{self.mutant.said} and no case would notice."


@dataclass(frozen=True)
class Score:
    """How many mutants behind one rule were tried and noticed. Proven equals are not counted."""

    code: str
    category: Category
    tried: int
    killed: int
    survivors: tuple[Tried, ...] = ()

    @property
    def share(self) -> float:
        """The part that is noticed, from 0 to 1."""
        return 1.0 if self.tried == 0 else self.killed / self.tried

    @property
    def wanted(self) -> float:
        """What publishing asks for."""
        return WANTED.get(self.category, WANTED_OF_OTHERS)

    @property
    def is_enough(self) -> bool:
        """Whether the cases of the rule are good enough for publishing."""
        return self.share >= self.wanted


def make_mutants(rulebook: Rulebook, name: str) -> Iterator[Mutant]:
    """This function will make every mutant of a definition or of a rule's condition.

    Each is checked, and of the type that the expression has.
    """
    original = rulebook.program.expressions[name]
    written = strip_casts(original.tree)
    seen = {written}
    nodes = dict(find_paths(written))
    for path, node in nodes.items():
        parent = nodes[path[:-1]] if path else None
        for mistake in find_mistakes(node, parent, rulebook.program):
            tree = replace_at(written, path, mistake.after)
            checked = None if tree in seen else _check(rulebook, tree, original)
            seen.add(tree)
            if checked is not None:
                place = start_of(node)
                yield Mutant(name, mistake.kind, mistake.said, node, place, checked)


def try_mutants(trials: Trials, names: Iterable[str]) -> Mapping[str, tuple[Tried, ...]]:
    """This function will try every mutant of these expressions on the cases, by name.

    Only the rules whose status reads the expression are asked again, and only in cases that
    expect something of them.
    """
    return {name: tuple(_try_all(trials, name)) for name in names}


def score_rule(trials: Trials, code: str, tried: Mapping[str, tuple[Tried, ...]]) -> Score:
    """This function will count what was tried of the expressions behind a rule."""
    behind = [each for name in definitions_behind(trials.rulebook, code) for each in tried[name]]
    survivors = tuple(each for each in behind if not each.is_killed)
    return Score(
        code=code,
        category=trials.rulebook.rules[code].category,
        tried=len(behind),
        killed=len(behind) - len(survivors),
        survivors=survivors,
    )


def _try_all(trials: Trials, name: str) -> Iterator[Tried]:
    readers = trials.readers(name)
    for mutant in make_mutants(trials.rulebook, name):
        notice = trials.find_notice(trials.variant(name, mutant.checked), readers)
        yield Tried(mutant, *(notice or ()))


def _check(rulebook: Rulebook, tree: Node, original: Checked) -> Checked | None:
    checked = check_expression(tree, scope=rulebook.scope)
    return checked if not checked.problems and checked.type == original.type else None
