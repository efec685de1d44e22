"""The page of proofs: every question that was asked of a release, and what was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mgdcds.core.authoring.proofs.answers import Answer, Kind
from mgdcds.core.authoring.proofs.release import Proofs
from mgdcds.core.authoring.proofs.witness import describe_witness
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.engines.proof.table import free_operators
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.guidance.book import Rulebook

_INTRODUCTION = """\
# Proofs

*Written by `manage.py prove_release --write` from what it describes. Do not edit it by hand.*

Cases show what a release does for patients that somebody thought of. Here every possible patient \
was asked about: each fact recorded or not, each value in its possible range, each limit at any \
value that a laboratory may print (a lower limit at most its upper one), on any day of two \
centuries. Where there is a patient, the one that is named was run by the plain evaluator and \
confirmed; where there is none, that is proved. What could not be decided within its bounds is \
said to be undecided, and is not proved ([ADR 0016](adr/0016-what-a-proof-says.md)).
"""
_CHAPTERS: dict[Kind, tuple[str, str]] = {
    Kind.FIRES: ("Can each rule fire?", "A rule that can never be true is dead."),
    Kind.CONTRADICTS: (
        "Does advice contradict itself?",
        "After all gates, does one patient get a start or an increase, and a stop, an avoidance, a "
        "reduction or a limit of the same thing? A start that carries the limit is none.",
    ),
    Kind.GAP: ("Is there a gap between the bands of 25(OH)D?", ""),
    Kind.OVERLAP: ("Do two bands of 25(OH)D overlap?", ""),
    Kind.LEVEL: (
        "Can each level be reached?",
        "The first level whose condition is true is in force.",
    ),
    Kind.MATTERS: (
        "Does each part of a condition matter?",
        "A part never matters when `true`, or `false`, in its place changes the answer for no "
        "patient, an unknown answer included. Only parts that never matter are listed. They may "
        "still serve a reader: name a rule, or open a band where the one before ends.",
    ),
    Kind.TOGETHER: (
        "Which rules never fire together?",
        "Every two rules were asked about. Only those that exclude each other are listed.",
    ),
}
#: Of these kinds only what has no patient is listed: there are hundreds of the others.
_ONLY_WITHOUT = frozenset({Kind.MATTERS, Kind.TOGETHER})
_VERDICTS = {
    Verdict.FOUND: "yes",
    Verdict.NONE: "no, proved",
    Verdict.UNDECIDED: "undecided",
}


def write_proofs_page(rulebook: Rulebook, proofs: Proofs) -> str:
    """This function will write the page as Markdown: the same answers give the same text."""
    parts = [_INTRODUCTION, _summary(proofs)]
    for kind in _CHAPTERS:
        answers = [answer for answer in proofs.answers if answer.question.kind is kind]
        if answers:
            parts.append(_chapter(rulebook, kind, answers))
    return "\n".join([*parts, _limits()])


def _limits() -> str:
    names = ", ".join(f"`{OPERATORS[name].symbol}`" for name in free_operators())
    return (
        "## What is not followed\n\n"
        "The result of these is taken to be anything within its range, so that no patient is left "
        "out; so are products, quotients and powers of two facts. A patient found that way is "
        f"tried by the evaluator like every other: {names}.\n"
    )


def _summary(proofs: Proofs) -> str:
    total = len(proofs.answers)
    return (
        f"Of {total} questions {len(proofs.undecided)} stayed undecided. "
        f"{len(proofs.serious)} findings stand against publishing, and "
        f"{len(proofs.findings) - len(proofs.serious)} others are worth a look.\n"
    )


def _chapter(rulebook: Rulebook, kind: Kind, answers: list[Answer]) -> str:
    title, words = _CHAPTERS[kind]
    shown = [
        answer
        for answer in answers
        if kind not in _ONLY_WITHOUT or answer.verdict is not Verdict.FOUND
    ]
    counted = f"{len(answers)} asked, {len(shown)} listed." if kind in _ONLY_WITHOUT else ""
    told = " ".join(filter(None, (words, counted)))
    lines = _sentences(rulebook, shown) if kind is Kind.MATTERS else _rows(rulebook, shown)
    return "\n".join([f"## {title}\n", *([f"{told}\n"] if told else []), *lines, ""])


def _rows(rulebook: Rulebook, answers: Iterable[Answer]) -> Iterator[str]:
    yield "| is there a patient? | answer | for example |"
    yield "|---|---|---|"
    for answer in answers:
        cells = (
            answer.question.text,
            _VERDICTS[answer.verdict],
            describe_witness(rulebook, answer),
        )
        yield f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _sentences(rulebook: Rulebook, answers: Iterable[Answer]) -> Iterator[str]:
    for answer in answers:
        definition = rulebook.definitions.get(answer.question.subject)
        note = f" *{definition.note}*" if definition is not None and definition.note else ""
        told = answer.said or f"{answer.question.text} Undecided."
        yield f"- {told}{note}"
