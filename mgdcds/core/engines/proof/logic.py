"""Logic on terms: what makes the answer true, and what makes it false."""

from __future__ import annotations

from mgdcds.core.engines.proof.term import (
    ALWAYS,
    NEVER,
    UNKNOWN,
    Boolean,
    Formula,
    Term,
    all_of,
    any_of,
    opposite,
)


def truth(term: Term) -> Boolean:
    """This function will read a term as a truth: a null that is written is unknown."""
    return term if isinstance(term, Boolean) else UNKNOWN


def and_(*terms: Boolean) -> Boolean:
    """This function will answer `one and other and …`."""
    return Boolean(all_of(*(term.yes for term in terms)), any_of(*(term.no for term in terms)))


def or_(*terms: Boolean) -> Boolean:
    """This function will answer `one or other or …`."""
    return Boolean(any_of(*(term.yes for term in terms)), all_of(*(term.no for term in terms)))


def not_(term: Boolean) -> Boolean:
    """This function will answer `not term`."""
    return Boolean(term.no, term.yes)


def xor(left: Boolean, right: Boolean) -> Boolean:
    """This function will answer `left xor right`."""
    return Boolean(
        any_of(all_of(left.yes, right.no), all_of(left.no, right.yes)),
        any_of(all_of(left.yes, right.yes), all_of(left.no, right.no)),
    )


def implies(left: Boolean, right: Boolean) -> Boolean:
    """This function will answer `left implies right`."""
    return or_(not_(left), right)


def is_true(term: Boolean) -> Boolean:
    """This function will answer `term is true`."""
    return certain(term.yes)


def is_false(term: Boolean) -> Boolean:
    """This function will answer `term is false`."""
    return certain(term.no)


def is_not_true(term: Boolean) -> Boolean:
    """This function will answer `term is not true`."""
    return not_(certain(term.yes))


def is_not_false(term: Boolean) -> Boolean:
    """This function will answer `term is not false`."""
    return not_(certain(term.no))


def certain(condition: Formula) -> Boolean:
    """This function will answer a truth that is never unknown."""
    return Boolean(condition, opposite(condition))


TRUE, FALSE = Boolean(ALWAYS, NEVER), Boolean(NEVER, ALWAYS)
