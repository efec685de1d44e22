"""Questions about advice: does a patient get a start and its opposite, after all gates?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from mgdcds.core.authoring.proofs.answers import Answer, Kind, Question
from mgdcds.core.authoring.proofs.prover import Prover, truth_of
from mgdcds.core.engines.evaluate import Evaluation
from mgdcds.core.engines.proof.state import Piece
from mgdcds.core.engines.proof.term import (
    ALWAYS,
    NEVER,
    Formula,
    all_of,
    any_of,
    opposite,
)
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.checked import CheckedAction, CheckedLevel, CheckedRule
from mgdcds.core.guidance.plan import Contradiction
from mgdcds.core.guidance.plans import find_opposed, is_forbidden
from mgdcds.core.guidance.rule import Action


@dataclass(frozen=True)
class Proposal:
    """An action of a rule, and when it is proposed to a patient, after gates."""

    code: str
    action: Action
    when: Formula
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class _Decided:
    """What gates make of an action: proposed, the rule withheld, or others in its place."""

    proposed: Formula
    withholds: Formula
    instead: tuple[tuple[Action, Formula], ...]


def ask_contradictions(prover: Prover) -> Iterator[Answer]:
    """This function will ask of each start whether another rule takes the same thing away."""
    for giver, taker in product(prover.rulebook.checked.values(), repeat=2):
        opposed: dict[str, list[tuple[Action, Action]]] = defaultdict(list)
        for giving, taking in product(_actions_of(giver), _actions_of(taker)):
            if _is_opposed(giving, taking):
                opposed[giving.target].append((giving, taking))
        for target, pairs in sorted(opposed.items()):
            yield _ask_pairs(prover, giver, taker, pairs, target=target)


def _actions_of(rule: CheckedRule) -> Iterator[Action]:
    """Every action that a rule may propose, those in the place of others included."""
    for level in rule.levels:
        for action in level.actions:
            yield action.action
            yield from (each.instead.action for each in action.gates if each.instead is not None)


def propose(prover: Prover, rule: CheckedRule) -> Iterator[Proposal]:
    """This function will say of each action of a rule when a patient gets it, after gates."""
    condition = prover.of_name(rule.rule.code)
    reached = truth_of(condition).yes
    pieces: tuple[Piece, ...] = (condition,)
    for level in rule.levels:
        when = None if level.when is None else prover.of_tree(level.when)
        pieces += () if when is None else (when,)
        here = reached if when is None else all_of(reached, truth_of(when).yes)
        yield from _propose_level(prover, rule.rule.code, level, here, pieces)
        if when is not None:
            reached = all_of(reached, opposite(truth_of(when).yes))


def _propose_level(
    prover: Prover, code: str, level: CheckedLevel, here: Formula, pieces: tuple[Piece, ...]
) -> Iterator[Proposal]:
    decided = [(action, *_decide(prover, action)) for action in level.actions]
    read = (*pieces, *(piece for _, _, of_action in decided for piece in of_action))
    withheld = any_of(*(each.withholds for _, each, _ in decided))
    says = all_of(here, opposite(withheld))
    for action, each, _ in decided:
        yield Proposal(code, action.action, all_of(says, each.proposed), read)
        for instead, when in each.instead:
            yield Proposal(code, instead, all_of(says, when), read)


def _decide(prover: Prover, action: CheckedAction) -> tuple[_Decided, tuple[Piece, ...]]:
    """The first gate that is not true decides; one that says 'keep' lets the next one decide."""
    asked = None if action.when is None else prover.of_tree(action.when)
    undecided = ALWAYS if asked is None else truth_of(asked).yes
    pieces = [] if asked is None else [asked]
    withholds, instead = NEVER, []
    for gate in action.gates:
        piece = prover.of_name(gate.gate.gate)
        pieces.append(piece)
        closed, open_ = truth_of(piece).no, truth_of(piece).yes
        unknown = all_of(opposite(closed), opposite(open_))
        words = ((gate.gate.when_false, closed), (gate.gate.when_unknown, unknown))
        decides = {word: NEVER for word, _ in words}
        for word, when in words:
            decides[word] = any_of(decides[word], when)
        withholds = any_of(withholds, all_of(undecided, decides.get("withhold rule", NEVER)))
        if gate.instead is not None and "replace" in decides:
            instead.append((gate.instead.action, all_of(undecided, decides["replace"])))
        undecided = all_of(undecided, any_of(open_, decides.get("keep", NEVER)))
    return _Decided(undecided, withholds, tuple(instead)), tuple(pieces)


def _is_opposed(giving: Action, taking: Action) -> bool:
    return is_forbidden(
        giving.verb, giving.target, by=taking.verb, of=taking.target, limit=taking.limit
    )


def _ask_pairs(
    prover: Prover,
    giver: CheckedRule,
    taker: CheckedRule,
    pairs: list[tuple[Action, Action]],
    *,
    target: str,
) -> Answer:
    codes = (giver.rule.code, taker.rule.code)
    verb, taking = pairs[0][0].verb, pairs[0][1]
    told = f"{codes[0]} says '{verb} {target}', and {codes[1]} '{taking.verb} {taking.target}'"
    question = Question(
        Kind.CONTRADICTS, " and ".join(codes), f"{told}.", tuple(dict.fromkeys(codes))
    )
    answer = prover.ask(
        question,
        lambda: _seek(prover, giver, taker, target),
        judge=lambda opened: any(
            codes[0] in found.giving.rules
            and codes[1] in found.taking.rules
            and found.giving.target == target
            for found in _contradictions(prover, opened)
        ),
        about=question.rules,
        from_cases=False,
    )
    if answer.verdict is Verdict.FOUND:
        return replace(answer, said=f"One patient gets both: {told}.")
    return answer


def _seek(
    prover: Prover, giver: CheckedRule, taker: CheckedRule, target: str
) -> tuple[Formula, list[Piece]]:
    """A patient who gets one of the giving actions, and one of the taking ones against it."""
    opposed = [
        (giving, taking)
        for giving, taking in product(propose(prover, giver), propose(prover, taker))
        if giving.action.target == target and _is_opposed(giving.action, taking.action)
    ]
    both = (all_of(giving.when, taking.when) for giving, taking in opposed)
    return any_of(*both), [piece for pair in opposed for each in pair for piece in each.pieces]


def _contradictions(prover: Prover, opened: Evaluation) -> tuple[Contradiction, ...]:
    return find_opposed(advise(prover.rulebook, opened.sheet, reasons=False))
