"""Questions about the parts of a condition: does each change the answer for anybody?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mgdcds.core.authoring.proofs.answers import Answer, Kind, Question
from mgdcds.core.authoring.proofs.prover import Judge, Prover
from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import BooleanLiteral, Name, Node, NullLiteral, names_in, walk
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.rewrite import Path, find_paths, replace_at
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import (
    NEVER,
    Boolean,
    Formula,
    Scalar,
    all_of,
    any_of,
    opposite,
)
from mgdcds.core.engines.proof.verdict import Verdict


@dataclass(frozen=True)
class Part:
    """A part of the expression `name` that is true, false or unknown by itself."""

    name: str
    path: Path
    text: str

    def force(self, checked: Checked, *, value: bool) -> Checked:
        """This method will answer the expression with a literal in the place of the part."""
        tree = replace_at(checked.tree, self.path, BooleanLiteral(value, type=BOOLEAN))
        return Checked(tree, checked.type, names=names_in(tree))


def ask_parts(prover: Prover) -> Iterator[Answer]:
    """This function will ask of every part of every condition whether it ever matters."""
    for name, checked in prover.rulebook.program.expressions.items():
        for part in find_parts(name, checked):
            yield does_matter(prover, part)


def find_parts(name: str, checked: Checked) -> tuple[Part, ...]:
    """This function will answer the smallest parts of an expression that have a truth.

    An expression that is one such part as a whole has none.
    """
    return tuple(
        Part(name, path, print_expression(node, width=None))
        for path, node in find_paths(checked.tree)
        if path and _is_part(node)
    )


def does_matter(prover: Prover, part: Part) -> Answer:
    """This function will ask whether a part changes the answer for any patient.

    It never matters when the expression has the same value for everybody with `true` in its place,
    or with `false`.
    """
    question = Question(Kind.MATTERS, part.name, f"In {part.name}, '{part.text}' matters.")
    answers = {value: _compare(prover, question, part, value=value) for value in (True, False)}
    for value, answer in answers.items():
        if answer.verdict is Verdict.NONE:
            said = _idle(part, value=value)
            return replace(answer, said=f"{said} {_use_of(prover, part, value=value)}".strip())
    undecided = [each for each in answers.values() if each.is_undecided]
    return undecided[0] if undecided else answers[True]


def _compare(prover: Prover, question: Question, part: Part, *, value: bool) -> Answer:
    whole = prover.rulebook.program.expressions[part.name]
    forced = part.force(whole, value=value)
    before, after = prover.of_name(part.name), prover.of_tree(forced)
    differs = _difference(before, after)
    if differs is None:
        return Answer(question, Verdict.UNDECIDED)
    return prover.ask(
        question, lambda: (differs, [before, after]), judge=_is_changed(part.name, forced)
    )


def _is_changed(name: str, forced: Checked) -> Judge:
    return lambda opened: bool(opened.program.plan_of(forced).run(opened) != opened.value(name))


def _use_of(prover: Prover, part: Part, *, value: bool) -> str:
    """What a part is good for that changes no answer: it can leave questions unasked."""
    forced = part.force(prover.rulebook.program.expressions[part.name], value=value)
    for key, opened in prover.cases.items():
        more = opened.answer_tree(forced).missing - opened.missing_of(part.name)
        if more:
            return (
                f"It spares questions: without it, case {key} would also ask for "
                f"{', '.join(sorted(more))}."
            )
    return ""


def _difference(before: Piece, after: Piece) -> Formula | None:
    """When two expressions have different values; None for lists and intervals."""
    if isinstance(before.term, Scalar) and isinstance(after.term, Scalar):
        one, other = before.term, after.term
        both = all_of(one.known, other.known)
        return any_of(_unlike(one.known, other.known), all_of(both, one.value != other.value))
    if isinstance(before.term, Boolean):
        one_truth, other_truth = truth(before.term), truth(after.term)
        return any_of(
            _unlike(one_truth.yes, other_truth.yes), _unlike(one_truth.no, other_truth.no)
        )
    return None


def _unlike(one: Formula, other: Formula) -> Formula:
    if one is other:
        return NEVER
    return any_of(all_of(one, opposite(other)), all_of(opposite(one), other))


def _is_part(node: Node) -> bool:
    if not _has_truth(node):
        return False
    inner = (each for each in walk(node) if each is not node)
    return isinstance(node, Name) or not any(map(_has_truth, inner))


def _has_truth(node: Node) -> bool:
    return node.type == BOOLEAN and not isinstance(node, BooleanLiteral | NullLiteral)


def _idle(part: Part, *, value: bool) -> str:
    word = "true" if value else "false"
    return (
        f"In {part.name}, '{part.text}' never matters: with '{word}' in its place the answer is "
        "the same for every patient."
    )
