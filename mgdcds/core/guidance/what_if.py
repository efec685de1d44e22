"""What would change the advice: the nearest change of one recorded fact.

It is asked for one rule, or for the plan. Every answer has been confirmed by the judge: on a
sheet made anew with the changed value, and on one with the value just before it. How the
distances of different facts compare is said in `engines/nearest.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import cast

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.nearest import Change, Says, find_nearest
from mgdcds.core.facts.make_sheet import change_sheet
from mgdcds.core.facts.sheet import FactSheet, Recorded
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.plan import PlanItem
from mgdcds.core.guidance.plans import plan_of
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency, Verb
from mgdcds.core.guidance.standing import Standing, find_standing
from mgdcds.core.guidance.study import study_release
from mgdcds.core.guidance.words import Words

#: So many changes are answered where nobody asks for another number.
MOST = 12


@dataclass(frozen=True)
class Line:
    """A line of the plan without its details and doses."""

    verb: Verb
    target: str
    in_weeks: str


@dataclass(frozen=True)
class RuleChange:
    """A change of one fact with which a rule stands elsewhere."""

    change: Change
    now: Standing
    then: Standing


@dataclass(frozen=True)
class PlanChange:
    """A change of one fact with which the plan has other lines."""

    change: Change
    added: tuple[Line, ...]
    dropped: tuple[Line, ...]


def find_changes_of_rule(
    rulebook: Rulebook,
    sheet: FactSheet,
    code: str,
    *,
    most: int = MOST,
    leave_out: Collection[str] = (),
) -> tuple[RuleChange, ...]:
    """This function will find the nearest changes of one fact that move a rule.

    A rule moves when it gets another status, another urgency or other actions; a dose or a
    detail alone is no change. At most so many are answered, nearest first, and none of the
    facts to `leave_out`. KeyError when there is no such rule.
    """
    rule, study = rulebook.checked[code], study_release(rulebook)

    def says(evaluation: Evaluation) -> Standing:
        return find_standing(rule, evaluation)

    evaluation = open_sheet(rulebook.program, sheet)
    now, dictionary = says(evaluation), rulebook.dictionary

    def find(name: str) -> tuple[Change, ...]:
        return find_nearest(evaluation, dictionary.facts[name], study.turns(name, code), says)

    recorded = _recorded(study.facts_of[code].difference(leave_out), sheet, rulebook)
    names = study.movable(evaluation, recorded, codes=(code,))
    changes = _nearest(rulebook, sheet, names, find=find, says=lambda name: says, most=most)
    return tuple(RuleChange(each, now, cast(Standing, each.said)) for each in changes)


def find_changes_of_plan(
    rulebook: Rulebook, sheet: FactSheet, *, most: int = MOST, leave_out: Collection[str] = ()
) -> tuple[PlanChange, ...]:
    """This function will find the nearest changes of one fact with which something else is to do.

    The plan is what all rules propose, merged and without a contradiction; a dose or a detail
    alone is no change. At most so many are answered, nearest first.
    """
    search = _PlanSearch(rulebook, sheet, leave_out=leave_out)
    names = search.movable
    changes = _nearest(rulebook, sheet, names, find=search.find, says=search.says, most=most)
    return tuple(map(search.present, changes))


class _PlanSearch:
    """The plan of one sheet, and what becomes of it when some rules stand elsewhere."""

    def __init__(self, rulebook: Rulebook, sheet: FactSheet, *, leave_out: Collection[str]) -> None:
        self.study = study_release(rulebook)
        self.evaluation = open_sheet(rulebook.program, sheet)
        names = _recorded(self.study.rules_of.keys() - set(leave_out), sheet, rulebook)
        #: The rules that each recorded fact could move.
        self.movable = self.study.movable(self.evaluation, names)
        self._rulebook = rulebook
        self._words = Words(rulebook.dictionary, sheet, self.evaluation)
        self._merged: dict[Hashable, frozenset[Line]] = {}
        self._standings = {
            code: find_standing(rule, self.evaluation) for code, rule in rulebook.checked.items()
        }
        self._lines = self._plan({}, self.evaluation)

    def find(self, name: str) -> tuple[Change, ...]:
        """The nearest changes of the plan by one fact."""
        turns = self.study.turns_of_all(name, self.movable[name])
        fact = self._rulebook.dictionary.facts[name]
        return find_nearest(self.evaluation, fact, turns, self.says(name))

    def says(self, name: str) -> Says:
        """What the plan is where only this fact is another one: its lines."""
        codes = self.movable[name]

        def says(evaluation: Evaluation) -> Hashable:
            if evaluation is self.evaluation:
                return self._lines
            checked = self._rulebook.checked
            then = {code: find_standing(checked[code], evaluation) for code in codes}
            if all(self._standings[code] == standing for code, standing in then.items()):
                return self._lines
            return self._plan(then, evaluation)

        return says

    def present(self, change: Change) -> PlanChange:
        """A change of the lines, as those that come and those that go."""
        then = cast(frozenset[Line], change.said)
        come, go = (sorted(lines, key=_order) for lines in (then - self._lines, self._lines - then))
        return PlanChange(change, added=tuple(come), dropped=tuple(go))

    def _plan(self, then: dict[str, Standing], evaluation: Evaluation) -> frozenset[Line]:
        """The lines where some rules stand elsewhere then, and all others where they stand now."""
        # Few plans are different: every change is met on its way there and when it is confirmed.
        firing = [
            (code, standing)
            for code, standing in (self._standings | then).items()
            if standing.status is Status.FIRES
        ]
        limits = self._limits(firing, evaluation)
        told = frozenset(_told(code, self._standings[code], each) for code, each in then.items())
        key = (told - {None}, limits)
        if key not in self._merged:
            self._merged[key] = _lines_of(_items(firing, limits))
        return self._merged[key]

    def _limits(
        self, firing: Iterable[tuple[str, Standing]], evaluation: Evaluation
    ) -> tuple[str, ...]:
        """The limits of all that is proposed, in its order."""
        words = self._words.beside(evaluation)
        proposed = (deed.action.limit for _, standing in firing for deed in standing.proposed)
        return tuple([words.fill(limit) if limit.parts else "" for limit in proposed])


def _told(code: str, now: Standing, then: Standing) -> Hashable:
    """What a rule proposes then, None where that is what it proposes now."""
    before, after = (
        (each.urgency, each.proposed) if each.status is Status.FIRES else () for each in (now, then)
    )
    return None if before == after else (code, after)


def _items(firing: Iterable[tuple[str, Standing]], limits: Iterable[str]) -> Iterator[PlanItem]:
    proposed = ((code, standing, deed) for code, standing in firing for deed in standing.proposed)
    for (code, standing, deed), limit in zip(proposed, limits, strict=True):
        yield PlanItem(
            verb=deed.verb,
            target=deed.target,
            details=(),
            limit=limit,
            in_weeks=deed.in_weeks,
            urgency=standing.urgency or Urgency.ROUTINE,
            rules=(code,),
        )


def _lines_of(items: Iterable[PlanItem]) -> frozenset[Line]:
    plan = plan_of(items)
    told = (*plan.items, *plan.follow_up)
    return frozenset(Line(item.verb, item.target, item.in_weeks) for item in told)


def _recorded(names: Iterable[str], sheet: FactSheet, rulebook: Rulebook) -> tuple[str, ...]:
    wanted = set(names) & sheet.values.keys()
    return tuple(name for name in rulebook.dictionary.facts if name in wanted)


def _nearest(
    rulebook: Rulebook,
    sheet: FactSheet,
    names: Collection[str],
    *,
    find: Callable[[str], Iterable[Change]],
    says: Callable[[str], Says],
    most: int,
) -> list[Change]:
    """The nearest changes that the judge confirms, those of words last: they all count 1.

    Which of the words are looked at when there are more is decided by the order of the form.
    """

    def confirmed(changes: Iterable[Change]) -> Iterator[Change]:
        return (each for each in changes if _is_so(rulebook, sheet, says(each.fact), each))

    facts = rulebook.dictionary.facts
    words = [name for name in names if facts[name].kind in (Kind.BOOLEAN, Kind.CHOICE)]
    stepped = [change for name in names if name not in words for change in find(name)]
    stepped.sort(key=_distance)
    found = list(islice(confirmed(stepped), most))
    room = most - sum(change.distance <= 1 for change in found)
    found += islice(confirmed(change for name in words for change in find(name)), room)
    return sorted(found, key=_distance)[:most]


def _is_so(rulebook: Rulebook, sheet: FactSheet, says: Says, change: Change) -> bool:
    """Whether the judge confirms a change on sheets of their own, on both sides of it."""

    def said_with(value: Recorded) -> Hashable:
        changed = change_sheet(rulebook.dictionary, sheet, change.fact, value)
        return says(open_sheet(rulebook.program, changed))

    if said_with(change.to) != change.said:
        return False
    return change.before is None or said_with(change.before) != change.said


def _distance(change: Change) -> Decimal:
    return change.distance


def _order(line: Line) -> tuple[str, str, str]:
    return (line.verb, line.target, line.in_weeks)
