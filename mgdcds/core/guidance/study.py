"""What decides each rule of a release, found once: for all who ask what another fact would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache

from mgdcds.core.engines.plan import Plan
from mgdcds.core.engines.turns import Turn, TurnFinder
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.standing import conditions_of


class Study:
    """One release: which facts each rule reads, and where a fact can turn it."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._program = rulebook.program
        self._rules = rulebook.checked
        self._finders: dict[str, TurnFinder] = {}
        self._turns: dict[tuple[str, str], tuple[Turn, ...]] = {}

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

    def turns(self, fact: str, code: str) -> tuple[Turn, ...]:
        """This method will answer where a fact can turn a rule."""
        if (fact, code) not in self._turns:
            if fact not in self._finders:
                self._finders[fact] = TurnFinder(self._program, fact)
            self._turns[fact, code] = self._finders[fact].find(self._plans_of[code])
        return self._turns[fact, code]

    def turns_of_all(self, fact: str) -> tuple[Turn, ...]:
        """This method will answer where a fact can turn any rule."""
        found = (turn for code in self.rules_of[fact] for turn in self.turns(fact, code))
        return tuple(dict.fromkeys(found))

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


@lru_cache(maxsize=4)
def study_release(rulebook: Rulebook) -> Study:
    """This function will answer the study of a release; the last few are kept."""
    return Study(rulebook)
