"""What each missing fact could change: the value of knowing it.

Every possible value is tried that can make a difference: all words, the ends of the possible
range, and both sides of each cut-off that the fact flows into. How likely such a value is, is
not asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.dictionary.sections import SECTIONS
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.settling import Settling
from mgdcds.core.engines.variations import Variations
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency
from mgdcds.core.guidance.standing import Standing, find_standing, find_waiting
from mgdcds.core.guidance.study import study_release

#: Groups of the form whose quantities are measured; all else can be asked.
_MEASURED = frozenset(
    section.key for section in SECTIONS if section.group in ("Laboratory", "Kidney and heart")
)
_TOLD = (Status.FIRES, Status.WITHHELD)
_URGENCIES = tuple(Urgency)


@dataclass(frozen=True)
class Outlook:
    """Where one rule stands, and where else one fact could put it."""

    code: str
    now: Standing
    could: tuple[Standing, ...]

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses that the rule could have, that of now too where only its level changes."""
        return frozenset(standing.status for standing in self.could)

    @property
    def urgency(self) -> Urgency | None:
        """The most urgent that the fact could make it say, or stop it from saying; None: nothing.

        A rule that the fact could only rule out says nothing, now or then.
        """
        told = [each.urgency for each in self.could if each.status in _TOLD]
        if self.now.status in _TOLD and len(told) < len(self.could):
            told.append(self.now.urgency)
        return min(filter(None, told), key=_URGENCIES.index, default=None)


@dataclass(frozen=True)
class Prospect:
    """What a missing fact could change, rule by rule, the most urgent first.

    `waiting` has the rules that wait for it: to be settled, for a more urgent level, or to
    clear an action. Where it can change nothing by itself, `outlooks` is empty and `only_with`
    is another missing fact together with which it could; that is empty where it takes more
    than two. `instead` are facts that could stand in for it.
    """

    fact: str
    why: str
    outlooks: tuple[Outlook, ...] = ()
    waiting: tuple[str, ...] = ()
    only_with: str = ""
    instead: tuple[str, ...] = ()
    is_measured: bool = False


def find_prospects(
    rulebook: Rulebook, sheet: FactSheet, *, asked_only: bool = False
) -> tuple[Prospect, ...]:
    """This function will find what each missing fact could change, the most valuable first.

    A fact comes before another when it could fire or withhold something more urgent; then when
    it could move more rules; then when it can be asked and has not to be measured; then in the
    order of the form. Facts that can change nothing alone come last. With `asked_only` facts
    that no rule waits for are left out: an ionised calcium could show a high calcium although
    the adjusted one is known, but nothing asks for it.
    """
    search = _Search(rulebook, sheet)
    alone = sorted(search.alone(asked_only=asked_only), key=_rank)
    return (*_folded(alone, rulebook), *search.together([each.fact for each in alone]))


class _Search:
    """One sheet of one release, with where every rule stands now."""

    def __init__(self, rulebook: Rulebook, sheet: FactSheet) -> None:
        self._rules, self._facts = rulebook.checked, rulebook.dictionary.facts
        self._study = study_release(rulebook)
        self._sheet = sheet
        self._evaluation = open_sheet(rulebook.program, sheet)
        self._varied: dict[str, Variations] = {}
        missing_of = self._evaluation.missing_of
        self._waiting = {
            code: find_waiting(rule, self._evaluation, facts_of=missing_of)
            for code, rule in self._rules.items()
        }
        self._waited_for: dict[str, list[str]] = defaultdict(list)
        for code, names in self._waiting.items():
            for name in names:
                self._waited_for[name].append(code)
        self._now = {
            code: find_standing(rule, self._evaluation) for code, rule in self._rules.items()
        }

    def alone(self, *, asked_only: bool) -> Iterator[Prospect]:
        """The facts that could change something by themselves."""
        names = [name for name in self._missing() if not asked_only or name in self._waited_for]
        for name, codes in self._study.movable(self._evaluation, names).items():
            outlooks = self._outlooks(name, codes)
            if outlooks:
                yield self._prospect(name, outlooks=outlooks)

    def together(self, alone: Sequence[str]) -> Iterator[Prospect]:
        """The facts that rules wait for, and that can change nothing by themselves."""
        partners = self._partners(alone)
        for name in self._missing():
            if name not in alone and name in self._waited_for:
                yield self._prospect(name, only_with=partners.get(name, ""))

    def _missing(self) -> Iterator[str]:
        for name, fact in self._facts.items():
            if name not in self._sheet.values and not fact.retired:
                yield name

    def _prospect(
        self, name: str, *, outlooks: tuple[Outlook, ...] = (), only_with: str = ""
    ) -> Prospect:
        fact = self._facts[name]
        return Prospect(
            name,
            self._sheet.why_unknown(name),
            outlooks,
            waiting=tuple(self._waited_for.get(name, ())),
            only_with=only_with,
            is_measured=fact.kind is Kind.QUANTITY and fact.section in _MEASURED,
        )

    def _partners(self, alone: Sequence[str]) -> dict[str, str]:
        """For each fact that counts beside another one, the first such other one."""
        order = {name: at for at, name in enumerate(dict.fromkeys((*alone, *self._facts)))}
        found: dict[str, str] = {}
        moving = set(alone)
        for code, partner, lone in self._possible_pairs(moving, order):
            # Two of which neither moves anything alone count beside each other, or not.
            least = -1 if partner in moving else order[partner]
            names = {name for name in lone if name not in found and order[name] > least}
            beside = self._counting_beside(partner, names, code)
            found |= dict.fromkeys(beside, partner)
            if beside and partner not in moving:
                found.setdefault(partner, min(beside, key=order.__getitem__))
        return found

    def _possible_pairs(
        self, moving: Set[str], order: Mapping[str, int]
    ) -> Iterator[tuple[str, str, frozenset[str]]]:
        """Rules, facts, and the facts that could move the rule beside them but move nothing alone.

        Where fewer facts are missing, two are enough more often.
        """
        lone = frozenset().union(*self._waiting.values()) - moving
        concerned = {code: names for code, names in self._waiting.items() if names & lone}
        partners = frozenset().union(*concerned.values())
        movable = self._study.movable_beside(
            self._evaluation, sorted(lone), beside=sorted(partners), codes=concerned
        )
        for code, names in sorted(concerned.items(), key=lambda item: (len(item[1]), item[0])):
            pairs = movable[code]
            for partner in sorted(names & pairs.keys(), key=order.__getitem__):
                yield code, partner, pairs[partner] & names

    def _counting_beside(self, partner: str, names: Set[str], code: str) -> Set[str]:
        """Those of some facts that move a rule beside a value of another one."""
        rule, left = self._rules[code], set(names)
        turns = self._study.turns(partner, code, finely=True) if left else ()
        varied = self._variations(partner).find(turns) if left else ()
        for beside in varied:
            said = find_standing(rule, beside)
            if said.status is Status.NOT_MET:
                continue  # It waits for nothing.
            moving = {name for name in left if self._moves(beside, name, code, said)}
            if moving:
                left -= find_waiting(rule, beside, facts_of=Settling(beside).of) & moving
            if not left:
                break
        return names - left

    def _moves(self, evaluation: Evaluation, name: str, code: str, said: Standing) -> bool:
        rule, turns = self._rules[code], self._study.turns(name, code)
        varied = Variations(evaluation, self._facts[name]).find(turns)
        return any(find_standing(rule, each) != said for each in varied)

    def _outlooks(self, name: str, codes: Iterable[str]) -> tuple[Outlook, ...]:
        found = (self._outlook(code, name) for code in codes)
        return tuple(sorted((each for each in found if each.could), key=_rank_of_outlook))

    def _outlook(self, code: str, name: str) -> Outlook:
        rule, now = self._rules[code], self._now[code]
        turns = self._study.turns(name, code)
        could: list[Standing] = []
        for each in self._variations(name).find(turns):
            standing = find_standing(rule, each)
            if standing != now and standing not in could:
                could.append(standing)
        return Outlook(code, now, tuple(could))

    def _variations(self, name: str) -> Variations:
        if name not in self._varied:
            self._varied[name] = Variations(self._evaluation, self._facts[name])
        return self._varied[name]


def _folded(alone: list[Prospect], rulebook: Rulebook) -> Iterator[Prospect]:
    """Facts that stand in for another one of the list, and do no more, are named beside it."""
    moved = {each.fact: {outlook.code for outlook in each.outlooks} for each in alone}
    firsts = {name: rulebook.dictionary.facts[name].instead_of for name in moved}
    beside = {
        name: first for name, first in firsts.items() if moved[name] <= moved.get(first, set())
    }
    for each in alone:
        if each.fact not in beside:
            instead = sorted(name for name, first in beside.items() if first == each.fact)
            yield replace(each, instead=tuple(instead)) if instead else each


def _rank(prospect: Prospect) -> tuple[int, int, bool]:
    first = _rank_of_outlook(prospect.outlooks[0])[0]
    return (first, -len(prospect.outlooks), prospect.is_measured)


def _rank_of_outlook(outlook: Outlook) -> tuple[int, str]:
    urgency = outlook.urgency
    return (len(_URGENCIES) if urgency is None else _URGENCIES.index(urgency), outlook.code)
