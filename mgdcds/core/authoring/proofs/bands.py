"""Questions about the bands of 25(OH)D: does every known value lie in one, and only in one?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from mgdcds.core.authoring.proofs.answers import Answer, Kind, Question
from mgdcds.core.authoring.proofs.prover import Prover, truth_of
from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import Call, Node, names_in
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import all_of, any_of, known_of, opposite
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.values.truth import TRUE

#: What is measured, and the rules whose parts about it share its values out among them.
MEASURED = "vitamin_d_25oh"
BANDS = ("B02", "B03", "B04", "S02", "S03")


@dataclass(frozen=True)
class _Band:
    code: str
    checked: Checked
    piece: Piece


def ask_bands(prover: Prover) -> Iterator[Answer]:
    """This function will ask for a 25(OH)D that no band covers, and for one that two cover."""
    bands = list(_bands(prover))
    if bands:
        yield _find_gap(prover, bands)
        yield _find_overlap(prover, bands)


def _find_gap(prover: Prover, bands: list[_Band]) -> Answer:
    codes = ", ".join(band.code for band in bands)
    question = Question(Kind.GAP, codes, "25(OH)D is known, and lies in no band.", ())
    measured = prover.of_name(MEASURED)
    outside = (opposite(truth_of(band.piece).yes) for band in bands)
    answer = prover.ask(
        question,
        lambda: (all_of(known_of(measured.term), *outside), [measured, *_pieces(bands)]),
        judge=lambda opened: _is_known(opened) and not _holding(opened, bands),
    )
    if answer.verdict is Verdict.FOUND:
        return replace(answer, said="There is a gap between the bands of 25(OH)D.")
    return answer


def _find_overlap(prover: Prover, bands: list[_Band]) -> Answer:
    codes = ", ".join(band.code for band in bands)
    question = Question(Kind.OVERLAP, codes, "25(OH)D lies in two bands.", ())
    both = (
        all_of(truth_of(one.piece).yes, truth_of(other.piece).yes)
        for one, other in combinations(bands, 2)
    )
    answer = prover.ask(
        question,
        lambda: (any_of(*both), _pieces(bands)),
        judge=lambda opened: len(_holding(opened, bands)) > 1,
    )
    if answer.verdict is Verdict.FOUND:
        return replace(answer, said="Two bands of 25(OH)D cover one value.")
    return answer


def _pieces(bands: list[_Band]) -> list[Piece]:
    return [band.piece for band in bands]


def _bands(prover: Prover) -> Iterator[_Band]:
    for code in BANDS:
        part = _part_about(prover.rulebook, code) if code in prover.rulebook.rules else None
        if part is not None:
            yield _Band(code, part, prover.of_tree(part))


def _part_about(rulebook: Rulebook, code: str) -> Checked | None:
    """What of a condition is about the measured value alone: limits are numbers beside it."""
    whole = rulebook.program.expressions[code].tree
    alone = {MEASURED, *rulebook.dictionary.parameters}
    parts = tuple(
        part for part in _conjuncts(whole) if MEASURED in names_in(part) and names_in(part) <= alone
    )
    if not parts:
        return None
    tree = parts[0] if len(parts) == 1 else Call("And", parts, type=whole.type)
    return Checked(tree, whole.type, names=names_in(tree))


def _conjuncts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Call) and tree.operator == "And":
        for operand in tree.operands:
            yield from _conjuncts(operand)
    else:
        yield tree


def _is_known(opened: Evaluation) -> bool:
    return opened.known.get(MEASURED) is not None


def _holding(opened: Evaluation, bands: list[_Band]) -> list[str]:
    return [band.code for band in bands if opened.truth_of_tree(band.checked) is TRUE]
