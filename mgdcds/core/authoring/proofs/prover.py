"""Asks a question of one release: its own cases first, then every possible patient."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from dataclasses import replace
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType

from mgdcds.core.authoring.proofs.answers import Answer, Question
from mgdcds.core.cql.check import Checked
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.search import EFFORT, Goal, find_patient
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import Boolean, Formula
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import CheckedRule
from mgdcds.core.guidance.entries import EntryKind

#: Asks the judge, who has opened a sheet, whether this is a patient that is looked for.
Judge = Callable[[Evaluation], bool]
#: What is looked for: a formula, and the pieces that it was made of. It is made when needed.
Sought = Callable[[], tuple[Formula, Iterable[Piece]]]
#: Answers by all that they rest on: a question about the same knowledge is not searched twice.
Memory = MutableMapping[str, Answer]

_KNOWLEDGE = (EntryKind.FACT, EntryKind.PARAMETER)


class Prover:
    """A release, read once for any number of questions. `on` is the day of its witnesses."""

    def __init__(
        self,
        rulebook: Rulebook,
        *,
        on: datetime.date,
        effort: int = EFFORT,
        remembered: Memory | None = None,
        is_over: Callable[[], bool] | None = None,
    ) -> None:
        self.rulebook = rulebook
        self.on = on
        self.reader = Reader(rulebook.program)
        self._effort = effort
        self._remembered: Memory = {} if remembered is None else remembered
        self._is_over = is_over or (lambda: False)

    def of_name(self, name: str) -> Piece:
        """This method will read a named expression."""
        return self.reader.name(name)

    def of_tree(self, checked: Checked) -> Piece:
        """This method will read a checked expression that has no name."""
        return self.reader.checked(checked)

    @cached_property
    def cases(self) -> Mapping[str, Evaluation]:
        """The cases of the release, opened before the judge."""
        return {key: self.open(case) for key, case in sorted(self.rulebook.cases.items())}

    def ask(
        self,
        question: Question,
        sought: Sought,
        *,
        judge: Judge,
        about: Iterable[str] = (),
        from_cases: bool = True,
    ) -> Answer:
        """This method will look for a patient of whom a formula over some pieces holds.

        `judge` confirms each one before it is shown; the cases of the release are asked first.
        Where `about` names the rules on which the answer rests, it is remembered.
        """
        found = self._case(judge) if from_cases else None
        if found is not None:
            return Answer(question, Verdict.FOUND, self.rulebook.cases[found], case=found)
        known = self._digest(question, tuple(about))
        answer = self._remembered.get(known)
        if answer is not None and (answer.witness is None or judge(self.open(answer.witness))):
            return answer
        formula, pieces = sought()
        answer = self.search(question, formula, [(self.reader, piece) for piece in pieces], judge)
        if known and not answer.is_undecided:
            self._remembered[known] = answer
        return answer

    def search(
        self,
        question: Question,
        formula: Formula,
        pieces: Iterable[tuple[Reader, Piece]],
        judge: Judge,
    ) -> Answer:
        """This method will look for a patient beside the cases, also over several releases."""
        if self._is_over():
            return Answer(question, Verdict.UNDECIDED)
        found = find_patient(
            Goal(formula, tuple(pieces)),
            confirm=lambda sheet: judge(open_sheet(self.rulebook.program, sheet)),
            on=self.on,
            effort=self._effort,
        )
        if found.sheet is None:
            return Answer(question, found.verdict)
        witness = self._witness(question, found.sheet, judge)
        if witness is None:
            return Answer(question, Verdict.UNDECIDED)
        return Answer(question, Verdict.FOUND, witness)

    def open(self, case: Case) -> Evaluation:
        """This method will open a case before the judge."""
        sheet = sheet_of_case(case, dictionary=self.rulebook.dictionary)
        return open_sheet(self.rulebook.program, sheet)

    # What an answer rests on

    def _digest(self, question: Question, about: tuple[str, ...]) -> str:
        """All that an answer about some rules rests on, in short; "" where no rule is named."""
        if not about:
            return ""
        rules = [self.rulebook.checked[code] for code in about]
        names = frozenset(about).union(*map(_names_of, rules))
        parts = (
            f"{question.kind} {question.text} {self.on} {self._effort}",
            self._knowledge,
            *(_deeds_of(rule) for rule in rules),
            self.reader.reading.digest_of(names),
        )
        return sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def _knowledge(self) -> str:
        kept = (each for each in self.rulebook.entries if each.kind in _KNOWLEDGE)
        return " ".join(sorted(entry.hash for entry in kept))

    # Witnesses

    def _case(self, judge: Judge) -> str | None:
        return next((key for key, opened in self.cases.items() if judge(opened)), None)

    def _witness(self, question: Question, sheet: FactSheet, judge: Judge) -> Case | None:
        """The patient as a case, without what plays no part, as it would be read from a file."""
        case = Case(name=question.text, on=sheet.on, values=sheet.values, limits=sheet.limits)
        if not self._holds(case, judge):
            return None
        for name in sorted(sheet.limits):
            case = self._without_limit(case, name, judge)
        for name in sorted(sheet.values):
            case = self._without_fact(case, name, judge)
        return replace(case, expect=self._statuses(question, case))

    def _without_limit(self, case: Case, name: str, judge: Judge) -> Case:
        limits = {each: value for each, value in case.limits.items() if each != name}
        fewer = replace(case, limits=MappingProxyType(limits))
        return fewer if self._holds(fewer, judge) else case

    def _without_fact(self, case: Case, name: str, judge: Judge) -> Case:
        values = {each: value for each, value in case.values.items() if each != name}
        fewer = replace(case, values=MappingProxyType(values))
        return fewer if self._holds(fewer, judge) else case

    def _holds(self, case: Case, judge: Judge) -> bool:
        return judge(self.open(case))

    def _statuses(self, question: Question, case: Case) -> MappingProxyType[str, tuple[str, ...]]:
        if not question.rules:
            return MappingProxyType({})
        sheet = sheet_of_case(case, dictionary=self.rulebook.dictionary)
        report = advise(self.rulebook, sheet, reasons=False)
        found: dict[str, tuple[str, ...]] = {}
        for code in question.rules:
            status = report.rule(code).status.value
            found[status] = (*found.get(status, ()), code)
        return MappingProxyType(found)


def truth_of(piece: Piece) -> Boolean:
    """This function will read the term of a condition."""
    return truth(piece.term)


def _deeds_of(rule: CheckedRule) -> str:
    """Levels, actions and gates of a rule as they are written, without its texts."""
    return repr([(level.when, level.actions) for level in rule.rule.levels])


def _names_of(rule: CheckedRule) -> frozenset[str]:
    """Every name that decides what a rule says: of its levels, its actions and their gates."""
    actions = [action for level in rule.levels for action in level.actions]
    conditions = [each.when for each in rule.levels] + [each.when for each in actions]
    gates = frozenset(gate.gate.gate for action in actions for gate in action.gates)
    return gates.union(rule.when.names, *(when.names for when in conditions if when is not None))
