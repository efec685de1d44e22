"""What decides each rule of a release, found once: for all who ask what another fact would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.reach import Bounds, Changes, Reach
from mgdcds.core.engines.turns import Turn, TurnFinder
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.standing import conditions_of


class Study:
    """One release: which facts each rule reads, and where a fact can turn it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._program = rulebook.program
        self._rules = rulebook.checked
        self._finders: dict[tuple[str, bool], TurnFinder] = {}
        self._turns: dict[tuple[str, str, bool], tuple[Turn, ...]] = {}
        self._bounds = Bounds()

    @cached_property
    def facts_of(self) -> Mapping[str, frozenset[str]]:
        """The facts that decide where each rule stands, by its code."""
        return {code: self._facts_below(self._plans_of[code]) for code in self._rules}

    @cached_property
    def rules_of(self) -> Mapping[str, tuple[str, ...]]:
        """The codes of the rules that each fact takes part in."""
        found: dict[str, list[str]] = defaultdict(list)
        for code, facts in self.facts_of.items():
            for fact in facts:
                found[fact].append(code)
        return {fact: tuple(codes) for fact, codes in found.items()}

    def turns(self, fact: str, code: str, *, finely: bool = False) -> tuple[Turn, ...]:
        """This method will answer where a fact can turn a rule, or what others can do to it."""
        if (fact, code, finely) not in self._turns:
            if (fact, finely) not in self._finders:
                self._finders[fact, finely] = TurnFinder(self._program, fact, finely=finely)
            found = self._finders[fact, finely].find(self._plans_of[code])
            self._turns[fact, code, finely] = found
        return self._turns[fact, code, finely]

    def turns_of_all(self, fact: str, codes: Iterable[str]) -> tuple[Turn, ...]:
        """This method will answer where a fact can turn any of some rules."""
        return tuple(dict.fromkeys(turn for code in codes for turn in self.turns(fact, code)))

    def movable(
        self, evaluation: Evaluation, facts: Sequence[str], *, codes: Iterable[str] | None = None
    ) -> dict[str, list[str]]:
        """This method will answer the rules that each fact could move; of some `codes`, or all.

        Another value of the fact certainly leaves all other rules where they stand. A fact that
        could move none is left out.
        """
        bits = {fact: 1 << at for at, fact in enumerate(facts)}
        changes = Changes((1 << len(bits)) - 1, bits)
        moved = self._moved(evaluation, changes, self._rules if codes is None else codes)
        found: dict[str, list[str]] = {fact: [] for fact in facts}
        for code, those in moved.items():
            for fact in _named(those, facts):
                found[fact].append(code)
        return {fact: some for fact, some in found.items() if some}

    def movable_beside(
        self,
        evaluation: Evaluation,
        facts: Sequence[str],
        *,
        beside: Iterable[str],
        codes: Iterable[str],
    ) -> dict[str, dict[str, frozenset[str]]]:
        """This method will answer the facts that could move a rule beside any value of another.

        For each rule and each fact `beside` which there are such, it is a set. All others
        certainly move nothing, whatever the value of that one is.
        """
        width = len(facts)
        row, rows = (1 << width) - 1, {name: at * width for at, name in enumerate(beside)}
        column = sum(1 << shift for shift in rows.values())
        asked = {fact: column << at for at, fact in enumerate(facts)}
        free = {name: row << shift for name, shift in rows.items()}
        changes = Changes((1 << width * len(rows)) - 1, asked, free)
        moved = self._moved(evaluation, changes, codes)
        return {
            code: {
                name: frozenset(_named(bits, facts))
                for name, shift in rows.items()
                if (bits := changes >> shift & row)
            }
            for code, changes in moved.items()
        }

    def _moved(
        self, evaluation: Evaluation, changes: Changes, codes: Iterable[str]
    ) -> dict[str, int]:
        """For each rule, the changes in which the fact that is asked about could move it."""
        reach = Reach(evaluation, changes, self._bounds)
        return {code: self._moved_of(code, reach) for code in codes}

    def _moved_of(self, code: str, reach: Reach) -> int:
        found, told = reach.name(code), 0
        if found.true:
            gates, trees = self._others_of[code]
            for gate in gates:
                told |= reach.name(gate).moved
            for tree in trees:
                # Of a level, and of a condition of an action, counts only whether it holds.
                told |= reach.of(tree).to_true
        return found.moved | (found.true & told)

    @cached_property
    def _others_of(self) -> Mapping[str, tuple[tuple[str, ...], tuple[Plan, ...]]]:
        """What decides where each rule stands once it is met: gates, each once, and other trees."""
        found = {}
        for code, rule in self._rules.items():
            _, *others = conditions_of(rule)
            gates = dict.fromkeys(each for each in others if isinstance(each, str))
            trees = (self._program.plan_of(each) for each in others if not isinstance(each, str))
            found[code] = (tuple(gates), tuple(trees))
        return found

    @cached_property
    def _plans_of(self) -> Mapping[str, tuple[Plan, ...]]:
        return {
            code: tuple(
                self._program.plans[each] if isinstance(each, str) else self._program.plan_of(each)
                for each in conditions_of(rule)
            )
            for code, rule in self._rules.items()
        }

    def _facts_below(self, plans: Iterable[Plan]) -> frozenset[str]:
        facts = self._program.dictionary.facts
        found: set[str] = set()
        for name in {name for plan in plans for name in plan.names}:
            found |= self._program.facts_read.get(name, {name} & facts.keys())
        return frozenset(found)


def _named(bits: int, names: Sequence[str]) -> Iterator[str]:
    """The names whose bits are set, few of many."""
    while bits:
        last = bits & -bits
        yield names[last.bit_length() - 1]
        bits ^= last


@lru_cache(maxsize=4)
def study_release(rulebook: Rulebook) -> Study:
    """This function will answer the study of a release; the last few are kept."""
    return Study(rulebook)
