"""Leaf coverage: what the cases of a release have shown of every part of its conditions.

A leaf is covered when the cases that ask about a rule have seen it true, false and unknown, and
when it was decisive once: with the other truth the rule would have had another status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mgdcds.core.authoring.leaves import Leaf, find_leaves, force
from mgdcds.core.authoring.trials import OpenedCase, Trials
from mgdcds.core.cql.check import Checked
from mgdcds.core.guidance.checked import CheckedAction, CheckedRule
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.status import definitions_behind
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth, truth_of

_TRUE_RULE = frozenset({Status.FIRES, Status.WITHHELD})


@dataclass(frozen=True)
class LeafCoverage:
    """What cases have shown of one leaf: keys of a case for each, "" where no case did.

    `decisive` is the first case in which the leaf decided the status of the rule; None where
    that is not asked, for a leaf that chooses among levels, actions and remarks.
    """

    leaf: Leaf
    true: str = ""
    false: str = ""
    unknown: str = ""
    decisive: str | None = ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """What no case has shown, as full sentences."""
        return tuple(self._gaps())

    def _gaps(self) -> Iterator[str]:
        text = self.leaf.text
        if not self.true:
            yield f"No case has `{text}` true."
        if not self.false:
            yield f"No case has `{text}` false."
        if not self.unknown and self.leaf.can_be_unknown:
            yield f"No case has `{text}` unknown."
        if self.decisive == "":
            yield f"In no case does `{text}` decide the status by itself."


@dataclass(frozen=True)
class RuleCoverage:
    """The leaves behind one rule: of its condition first, then of what the condition reads."""

    code: str
    leaves: tuple[LeafCoverage, ...]

    @property
    def gaps(self) -> tuple[tuple[Leaf, str], ...]:
        """Every gap with the leaf that it is about, and so with its place in the text."""
        return tuple((each.leaf, gap) for each in self.leaves for gap in each.gaps)

    @property
    def share(self) -> float:
        """The part of what can be shown that is shown, from 0 to 1."""
        wanted = sum(map(_wanted, self.leaves))
        return 1.0 if wanted == 0 else 1 - len(self.gaps) / wanted


def cover_rule(trials: Trials, code: str) -> RuleCoverage:
    """This function will answer what the cases that ask about a rule have shown of its leaves.

    KeyError when there is no such rule.
    """
    book, rule = trials.rulebook, trials.rulebook.checked[code]
    cases = tuple(trials.cases_of({code}))
    named = (
        _cover(trials, leaf, cases, code)
        for name in definitions_behind(book, code)
        for leaf in find_leaves(book, book.program.expressions[name], name=name)
    )
    true = tuple(case for case in cases if case.opened.status(code) in _TRUE_RULE)
    unnamed = (
        replace(_seen(leaf, _look(trials, leaf, true)), decisive=None)
        for checked in _inner_conditions(rule)
        for leaf in find_leaves(book, checked)
    )
    return RuleCoverage(code, (*named, *dict.fromkeys(unnamed)))


def _cover(trials: Trials, leaf: Leaf, cases: tuple[OpenedCase, ...], code: str) -> LeafCoverage:
    looks = _look(trials, leaf, cases)
    return replace(_seen(leaf, looks), decisive=_find_decisive(trials, leaf, looks, code))


#: A case, and what a leaf is in it.
_Looks = tuple[tuple[OpenedCase, Truth], ...]


def _look(trials: Trials, leaf: Leaf, cases: Iterable[OpenedCase]) -> _Looks:
    run = trials.rulebook.program.make_plan(leaf.checked).run
    return tuple((case, truth_of(run(case.opened.evaluation))) for case in cases)


def _seen(leaf: Leaf, looks: _Looks) -> LeafCoverage:
    seen: dict[Truth, str] = {}
    for case, truth in looks:
        seen.setdefault(truth, case.key)
    return LeafCoverage(leaf, *(seen.get(truth, "") for truth in (TRUE, FALSE, UNKNOWN)))


def _find_decisive(trials: Trials, leaf: Leaf, looks: _Looks, code: str) -> str:
    original = trials.rulebook.program.expressions[leaf.name]
    others = {
        truth: trials.variant(leaf.name, force(original, leaf, value=truth is FALSE))
        for truth in (FALSE, TRUE)
    }
    for case, truth in looks:
        if truth is not UNKNOWN and any(others[truth].find_changed(case.opened, [code])):
            return case.key
    return ""


def _inner_conditions(rule: CheckedRule) -> Iterator[Checked]:
    """What chooses among the levels, actions and remarks of a rule that is true."""
    for level in rule.levels:
        if level.when is not None:
            yield level.when
        yield from (action.when for action in _actions(level.actions) if action.when is not None)
    yield from (tag.when for tag in rule.tags)


def _actions(actions: Iterable[CheckedAction]) -> Iterator[CheckedAction]:
    for action in actions:
        yield action
        instead = (gate.instead for gate in action.gates if gate.instead is not None)
        yield from _actions(instead)


def _wanted(coverage: LeafCoverage) -> int:
    return 2 + coverage.leaf.can_be_unknown + (coverage.decisive is not None)
