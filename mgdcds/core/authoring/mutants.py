"""Mutants: a release with one small mistake in it, and whether its cases would notice.

A mutant that no case notices says where the cases leave an author free to err.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mgdcds.core.authoring.equal import is_same_for_all
from mgdcds.core.authoring.leaves import start_of
from mgdcds.core.authoring.mutations import Kind, find_mistakes
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import Node
from mgdcds.core.cql.rewrite import find_paths, replace_at, strip_casts
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.rule import Category
from mgdcds.core.guidance.status import definitions_behind
from mgdcds.core.values.problems import Place

#: What part of its mutants the cases of a rule have to notice, by category; of others the last.
WANTED: Mapping[Category, float] = {Category.SAFETY: 0.9, Category.KIDNEY: 0.9}
WANTED_OF_OTHERS = 0.8


@dataclass(frozen=True, eq=False)
class Mutant:
    """The expression `name` with one mistake. `said` is the mistake in words, without full stop.

    `part` is the node that was changed, as it was, and `instead` what stands there now; `place`
    is where its text begins.
    """

    name: str
    kind: Kind
    said: str
    part: Node
    instead: Node
    place: Place
    checked: Checked


@dataclass(frozen=True, eq=False)
class Tried:
    """A mutant and the case that notices it, with the rule that came out otherwise; "" for none.

    `is_equal`: it is proven that no patient can tell it from the release.
    """

    mutant: Mutant
    case: str = ""
    rule: str = ""
    is_equal: bool = False

    @property
    def is_killed(self) -> bool:
        """Whether a case notices."""
        return bool(self.case)

    @property
    def is_survivor(self) -> bool:
        """Whether no case notices although one might."""
        return not self.case and not self.is_equal

    @property
    def sentence(self) -> str:
        """What a survivor leaves open, as a full sentence."""
        return f"{self.mutant.said} and no case would notice."


@dataclass(frozen=True)
class Score:
    """How many mutants were tried and noticed. Those that are proven equal are not counted.

    `code` is that of a rule, with its condition and the conditions that it names; or "" for the
    calculated values, which many rules share (`wanted` is then that of other rules).
    """

    code: str
    tried: int
    killed: int
    equal: int
    wanted: float
    survivors: tuple[Tried, ...] = ()

    @property
    def share(self) -> float:
        """The part that is noticed, from 0 to 1."""
        return 1.0 if self.tried == 0 else self.killed / self.tried

    def without(self, equal: Collection[Tried]) -> Score:
        """This method will answer the score when some survivors are proven equal."""
        left = tuple(each for each in self.survivors if each not in equal)
        proven = len(self.survivors) - len(left)
        tried, equals = self.tried - proven, self.equal + proven
        return replace(self, tried=tried, equal=equals, survivors=left)

    @property
    def is_enough(self) -> bool:
        """Whether the cases are good enough for publishing."""
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
                yield Mutant(
                    name=name,
                    kind=mistake.kind,
                    said=mistake.said,
                    part=node,
                    instead=mistake.after,
                    place=start_of(node),
                    checked=checked,
                )


def try_mutants(trials: Trials, names: Iterable[str]) -> Mapping[str, tuple[Tried, ...]]:
    """This function will try every mutant of these expressions on the cases, by name.

    Only the rules whose status reads the expression are asked again, and only in cases that
    expect something of them.
    """
    return {name: tuple(_try_all(trials, name)) for name in names}


def score_rule(trials: Trials, code: str, tried: Mapping[str, tuple[Tried, ...]]) -> Score:
    """This function will count what was tried of the conditions behind a rule.

    KeyError when there is no such rule, or when its expressions were not tried.
    """
    category = trials.rulebook.rules[code].category
    behind = (each for name in conditions_behind(trials.rulebook, code) for each in tried[name])
    return _score(code, behind, WANTED.get(category, WANTED_OF_OTHERS))


def score_calculated(trials: Trials, tried: Mapping[str, tuple[Tried, ...]]) -> Score:
    """This function will count what was tried of the values that rules calculate with."""
    calculated = [name for name in tried if not _is_condition(trials.rulebook, name)]
    return _score("", (each for name in calculated for each in tried[name]), WANTED_OF_OTHERS)


def conditions_behind(rulebook: Rulebook, code: str) -> tuple[str, ...]:
    """This function will answer a rule's code, and the conditions that its status reads."""
    behind = definitions_behind(rulebook, code)
    return tuple(name for name in behind if _is_condition(rulebook, name))


def names_to_try(rulebook: Rulebook) -> tuple[str, ...]:
    """This function will answer every expression that the status of some rule reads."""
    behind = (name for code in rulebook.rules for name in definitions_behind(rulebook, code))
    return tuple(dict.fromkeys(behind))


def _score(code: str, behind: Iterable[Tried], wanted: float) -> Score:
    counted = list(behind)
    killed = sum(each.is_killed for each in counted)
    equal = sum(each.is_equal for each in counted)
    survivors = tuple(each for each in counted if each.is_survivor)
    return Score(code, len(counted) - equal, killed, equal, wanted, survivors)


def _is_condition(rulebook: Rulebook, name: str) -> bool:
    return rulebook.program.expressions[name].type == BOOLEAN


def _try_all(trials: Trials, name: str) -> Iterator[Tried]:
    program, readers = trials.rulebook.program, trials.readers(name)
    for mutant in make_mutants(trials.rulebook, name):
        notice = trials.find_notice(trials.variant(name, mutant.checked), readers)
        if notice is not None:
            yield Tried(mutant, *notice)
        else:
            is_equal = is_same_for_all(mutant.part, mutant.instead, program)
            yield Tried(mutant, is_equal=is_equal)


def _check(rulebook: Rulebook, tree: Node, original: Checked) -> Checked | None:
    checked = check_expression(tree, scope=rulebook.scope)
    return checked if not checked.problems and checked.type == original.type else None
