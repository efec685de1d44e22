"""Questions about two versions: for whom do they differ?"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mgdcds.core.authoring.proofs.answers import Answer, Kind, Question
from mgdcds.core.authoring.proofs.levels import level_in_force, levels_of
from mgdcds.core.authoring.proofs.prover import Judge, Prover, truth_of
from mgdcds.core.engines.evaluate import Evaluation, open_sheet
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import NEVER, Formula, all_of, any_of, opposite
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.facts.case import Case
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.values.truth import Truth


def compare_releases(
    old: Rulebook, new: Rulebook, *, on: datetime.date, codes: Iterable[str] | None = None
) -> Iterator[Answer]:
    """This function will ask of each rule of both releases whether it differs for any patient.

    A rule differs where its condition has another truth, or where another of its levels is in
    force; its words are not compared. With `codes` only those rules are asked about.
    """
    before, after = Prover(old, on=on), Prover(new, on=on)
    both = [code for code in new.rules if code in old.rules]
    for code in both if codes is None else codes:
        yield compare_rule(before, after, code)


def compare_rule(before: Prover, after: Prover, code: str) -> Answer:
    """This function will ask whether a rule differs for any patient between two releases.

    The witness is a patient of the newer release; its expected status is the new one.
    """
    question = Question(Kind.DIFFERS, code, f"{code} is otherwise than before.", (code,))
    if _is_as_before(before, after, code):
        return Answer(question, Verdict.NONE)
    read = [*_readings(before, code), *_readings(after, code)]
    answer = after.search(
        question, _difference(before, after, code), read, _is_otherwise(before, after, code)
    )
    if answer.witness is None:
        return answer
    return replace(answer, said=_change(before, after, code, answer.witness))


def _is_as_before(before: Prover, after: Prover, code: str) -> bool:
    """Whether a rule and all that it reads are written as before: then nothing is asked."""
    rules = (before.rulebook.checked[code], after.rulebook.checked[code])
    trees = [[level.when and level.when.tree for level in rule.levels] for rule in rules]
    names = [
        frozenset({code}).union(*(level.when.names for level in rule.levels if level.when))
        for rule in rules
    ]
    digests = [
        prover.reader.reading.digest_of(read)
        for prover, read in zip((before, after), names, strict=True)
    ]
    same_facts = before.rulebook.dictionary == after.rulebook.dictionary
    return same_facts and trees[0] == trees[1] and digests[0] == digests[1]


def _readings(prover: Prover, code: str) -> Iterator[tuple[Reader, Piece]]:
    for level in levels_of(prover, prover.rulebook.checked[code]):
        yield from ((prover.reader, piece) for piece in level.pieces)


def _difference(before: Prover, after: Prover, code: str) -> Formula:
    one, other = (truth_of(prover.of_name(code)) for prover in (before, after))
    first, second = (
        [level.when for level in levels_of(prover, prover.rulebook.checked[code])]
        for prover in (before, after)
    )
    longest = max(len(first), len(second))
    padded = [[*levels, *[NEVER] * (longest - len(levels))] for levels in (first, second)]
    levels = (_unlike(early, late) for early, late in zip(*padded, strict=True))
    return any_of(_unlike(one.yes, other.yes), _unlike(one.no, other.no), *levels)


def _unlike(one: Formula, other: Formula) -> Formula:
    return any_of(all_of(one, opposite(other)), all_of(opposite(one), other))


def _is_otherwise(before: Prover, after: Prover, code: str) -> Judge:
    def judge(opened: Evaluation) -> bool:
        earlier = open_sheet(before.rulebook.program, opened.sheet)
        return _state(before, code, earlier) != _state(after, code, opened)

    return judge


def _state(prover: Prover, code: str, opened: Evaluation) -> tuple[Truth, int | None]:
    return opened.truth(code), level_in_force(prover.rulebook.checked[code], opened)


def _change(before: Prover, after: Prover, code: str, witness: Case) -> str:
    words = [_words(*_state(prover, code, prover.open(witness))) for prover in (before, after)]
    return f"For this patient {code} was {words[0]}, and is {words[1]}."


def _words(truth: Truth, level: int | None) -> str:
    return truth.value if level is None else f"{truth.value} (level {level + 1})"
