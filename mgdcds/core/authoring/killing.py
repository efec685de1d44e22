"""A patient for whom a mutant and the release differ, found by changing a few facts of a case.

First the facts of the changed expression are moved to and beside the numbers of the mistake,
until its value differs; then facts of a rule that reads it, until the status differs. What is
found is a case, and has been judged. That nothing is found proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, islice, product
from types import MappingProxyType

from mgdcds.core.authoring.boundaries import values_across, values_beside
from mgdcds.core.authoring.mutants import Mutant
from mgdcds.core.authoring.trials import OpenedCase, Trials, Variant
from mgdcds.core.cql.nodes import DecimalLiteral, Node, QuantityLiteral, names_in
from mgdcds.core.cql.types import QuantityType
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.sheet import FactValue, Recorded
from mgdcds.core.guidance.report import Status

#: So many patients are looked at for one mutant.
MOST_TRIED = 9_000
_MOST_CASES = 5
_MOST_NEAR = 600
_MOST_SPREAD = 150
_MOST_DIFFERING = 6
_MOST_SCANNED = 2
_MOST_CHANGES = 3
#: Facts and what they are set to; None takes the record of a fact away.
Changes = Mapping[str, Recorded | None]


@dataclass(frozen=True)
class Killing:
    """A case that notices a mutant: `case` expects of `rule` what the release says.

    `mutant_says` is the status with the mistake. `changes` are the facts that differ from the
    case that it began with.
    """

    case: Case
    rule: str
    says: Status
    mutant_says: Status
    began_with: str
    changes: Changes


def find_killing_case(trials: Trials, mutant: Mutant, *, most: int = MOST_TRIED) -> Killing | None:
    """This function will find a patient for whom a mutant changes a status, or answer None.

    `most` is the number of patients that are looked at.
    """
    search = _Search(trials, mutant)
    return next((found for found in islice(search.look(), most) if found is not None), None)


def change_case(case: Case, changes: Changes) -> Case:
    """This function will answer a case with other values of some facts, in canonical units."""
    kept = {name: value for name, value in case.values.items() if name not in changes}
    values = {name: FactValue(name, value) for name, value in changes.items() if value is not None}
    return replace(case, values=MappingProxyType(kept | values))


class _Search:
    """One mutant, and the cases that the search begins with.

    `look` answers None for each patient for whom nothing differs.
    """

    def __init__(self, trials: Trials, mutant: Mutant) -> None:
        self._trials, self._mutant = trials, mutant
        self._variant: Variant = trials.variant(mutant.name, mutant.checked)
        self._readers = trials.readers(mutant.name)
        self._dictionary = trials.rulebook.dictionary
        self._program = trials.rulebook.program
        self._original = self._program.expressions[mutant.name]
        self._live = trials.find_live(mutant.name)

    def look(self) -> Iterator[Killing | None]:
        for case in self._cases():
            differing: list[Changes] = []
            for changes in islice(self._near_changes(case.case), _MOST_NEAR):
                killing, differs = self._try(case, changes)
                yield killing
                if differs and len(differing) < _MOST_DIFFERING:
                    differing.append(changes)
            for changes in differing:
                yield from islice(self._spread(case, changes), _MOST_SPREAD)
            for changes in differing[:_MOST_SCANNED]:
                yield from self._scan(case, changes)

    def _cases(self) -> tuple[OpenedCase, ...]:
        """Cases in which the expression matters, first those in which the mistake does."""
        own = [case for case in self._live if self._mutant.name in case.codes]
        differing = [case for case in self._live if self._variant.differs(case.opened)]
        found = (*_some(differing), *_some(own), *_some(self._live))
        return tuple(dict.fromkeys(found))

    def _near_changes(self, case: Case) -> Iterator[Changes]:
        """The facts of the expression, beside the numbers of the mistake and then all of its."""
        near = (self._mutant.part, self._mutant.instead)
        facts = self._facts_of([self._mutant.name])
        pools = self._pools(case, facts, near)
        others = self._pools(case, facts, (self._original.tree,))
        useful = {name: pools[name] or others[name] for name in facts}
        yield from _ways_to_change(case, useful, most=_MOST_CHANGES)

    def _spread(self, case: OpenedCase, changes: Changes) -> Iterator[Killing | None]:
        """From a value that differs to a status that does: facts of the rules that read it."""
        opened = self._trials.open(change_case(case.case, changes))
        values = (opened.evaluation.value(self._mutant.name), self._variant.value(opened))
        numbers = [self._literal(each) for each in values if isinstance(each, Decimal)]
        near = (*numbers, self._mutant.part, self._mutant.instead)
        pools = self._pools(case.case, self._facts_of(self._readers), near)
        for more in _ways_to_change(case.case, pools, most=2):
            yield self._try(case, {**more, **changes})[0]

    def _scan(self, case: OpenedCase, changes: Changes) -> Iterator[Killing | None]:
        """Every number that is reckoned with together with the expression, across its range."""
        beside = self._trials.rulebook.program.expressions
        together = [name for name, each in beside.items() if self._mutant.name in each.names]
        for name in self._facts_of([self._mutant.name, *sorted(together)]):
            for value in values_across(self._dictionary.fact(name)):
                yield self._try(case, {**changes, name: value})[0]

    def _literal(self, value: Decimal) -> Node:
        type = self._original.type
        return (
            QuantityLiteral(value, type.unit)
            if isinstance(type, QuantityType)
            else (DecimalLiteral(value))
        )

    def _pools(
        self, case: Case, facts: Iterable[str], near: Sequence[Node]
    ) -> Mapping[str, Sequence[Recorded]]:
        facts_by_name = self._dictionary.facts
        return {name: values_beside(facts_by_name[name], near, on=case.on) for name in facts}

    def _facts_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The facts behind some names, those of the mistake first."""
        read = names_in(self._mutant.part)
        below = read.union(*(self._program.names_read.get(name, ()) for name in read))
        mine = [each for each in sorted(below) if each in self._dictionary.facts]
        others = (fact for name in names for fact in sorted(self._program.facts_read[name]))
        return tuple(dict.fromkeys((*mine, *others)))

    def _try(self, began: OpenedCase, changes: Changes) -> tuple[Killing | None, bool]:
        case = change_case(began.case, changes)
        opened = self._trials.open(case)
        if not self._variant.differs(opened):
            return None, False
        changed = sorted(self._variant.find_changed(opened, self._readers), key=self._plainness)
        if not changed:
            return None, True
        code, mutant_says = changed[0]
        says = opened.status(code)
        told = replace(case, rule=code, expect=MappingProxyType({says.value: (code,)}))
        return Killing(told, code, says, mutant_says, began.key, changes), True

    def _plainness(self, changed: tuple[str, Status]) -> tuple[bool, bool]:
        """The rule itself first, and what does not come out as unknown."""
        return changed[0] != self._mutant.name, changed[1] is Status.UNKNOWN


def _some(cases: Sequence[OpenedCase]) -> tuple[OpenedCase, ...]:
    """A few, from all over."""
    return tuple(cases[:: max(1, len(cases) // _MOST_CASES)][:_MOST_CASES])


def _ways_to_change(
    case: Case, pools: Mapping[str, Sequence[Recorded]], *, most: int
) -> Iterator[Changes]:
    """Every way to change a few facts, fewer first; nothing is set to what it is already."""
    yield {}
    useful = {name: _other_values(case, name, values) for name, values in pools.items()}
    for number in range(1, most + 1):
        for names in combinations([name for name, values in useful.items() if values], number):
            for chosen in product(*(useful[name] for name in names)):
                yield dict(zip(names, chosen, strict=True))


def _other_values(case: Case, name: str, values: Sequence[Recorded]) -> list[Recorded | None]:
    recorded = case.values.get(name)
    if recorded is None:
        return list(values)
    return [*(value for value in values if value != recorded.value), None]
