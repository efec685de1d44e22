"""From a tree of reasons to the few sentences that matter."""

from __future__ import annotations

from collections.abc import Iterator

from mgdcds.core.engines.answer import Reason


def sentences_of(reason: Reason) -> tuple[str, ...]:
    """This function will answer the sentences of the leaves that made a condition what it is."""
    return tuple(dict.fromkeys(leaf.sentence for leaf in deciding_leaves(reason) if leaf.sentence))


def deciding_leaves(reason: Reason) -> Iterator[Reason]:
    """This function will find the leaves that decided.

    Below a node, those children decide that share its truth: each operand of a true `and`, the
    true operands of a true `or`, the false ones of a false `and`. Where none does (a `not`),
    all of them do.
    """
    told = [child for child in reason.children if child.truth is not None]
    if not told:
        yield reason
        return
    alike = [child for child in told if child.truth is reason.truth]
    for child in alike or told:
        yield from deciding_leaves(child)
