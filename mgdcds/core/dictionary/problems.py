"""Every sentence with which the dictionary complains."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.values.problems import Place, Problem


def unknown_key(place: Place, *, key: str, close: str, known: Iterable[str]) -> Problem:
    """A key that no declaration has."""
    hint = f"Did you mean '{close}'?" if close else f"Known keys are: {', '.join(known)}."
    return Problem(place, "FACT.E001", f"A declaration has no key '{key}'.", hint)


def missing_key(place: Place, *, key: str) -> Problem:
    """A key that a declaration must have."""
    return Problem(place, "FACT.E002", f"The key '{key}' is missing, but it is needed here.")


def wrong_type(place: Place, *, found: object, expected: str) -> Problem:
    """A value of another type."""
    return Problem(place, "FACT.E003", f"'{_short(found)}' was found, but {expected} is expected.")


def unknown_word(place: Place, *, found: str, close: str, known: Iterable[str]) -> Problem:
    """A word that is not one of a short list."""
    hint = f"Did you mean '{close}'?" if close else ""
    words = ", ".join(f"'{word}'" for word in known)
    message = f"'{_short(found)}' was found, but one of {words} is expected."
    return Problem(place, "FACT.E004", message, hint)


def bad_name(place: Place, *, name: str) -> Problem:
    """A name that could not be a bare name in a rule, or a column."""
    message = f"'{_short(name)}' is not a name: a name has small letters, digits and '_'."
    return Problem(place, "FACT.E005", message)


def name_differs(place: Place, *, name: str, inside: object) -> Problem:
    """A declaration whose own name is another one than its key."""
    message = f"The entry is called '{name}', but its content says '{_short(inside)}'."
    return Problem(place, "FACT.E006", message)


def bad_number(place: Place, *, found: object) -> Problem:
    """Text that is no plain decimal."""
    message = f"'{_short(found)}' was found, but a number in quotes such as \"0.4114\" is expected."
    return Problem(place, "FACT.E007", message)


def bad_range(place: Place, *, found: object) -> Problem:
    """A range that is no pair, or the wrong way round."""
    message = (
        f"'{_short(found)}' was found, but a pair of numbers in quotes is expected, the lower one "
        'first. An open end is "".'
    )
    return Problem(place, "FACT.E008", message)


def bad_pair(place: Place, *, found: object, canonical: str, unit: str) -> Problem:
    """A guideline pair that cannot be read."""
    message = (
        f"'{_short(found)}' was found, but a pair such as "
        f'["1 {canonical}", "1 {unit}"] is expected.'
    )
    return Problem(place, "FACT.E009", message)


def pairs_not_increasing(place: Place) -> Problem:
    """Pairs that would make the conversion go back."""
    message = "The pairs do not increase, but each must be above the one before on both sides."
    return Problem(place, "FACT.E010", message)


def unit_without_canonical(place: Place, *, unit: str) -> Problem:
    """A quantity whose canonical unit is not among its units."""
    message = f"The canonical unit '{unit}' is not among the units."
    return Problem(place, "FACT.E011", message, "Add it with the factor '1'.")


def canonical_factor(place: Place, *, unit: str, factor: object) -> Problem:
    """A canonical unit that is not itself."""
    message = f"The canonical unit '{unit}' has the factor '{factor}', but it must be '1'."
    return Problem(place, "FACT.E012", message)


def not_for_kind(place: Place, *, key: str, kind: str) -> Problem:
    """A key that makes no sense for the kind of fact."""
    message = f"The key '{key}' has no meaning for a fact of kind '{kind}'."
    return Problem(place, "FACT.E013", message)


def needed_for_kind(place: Place, *, key: str, kind: str) -> Problem:
    """A key that a kind of fact must have."""
    message = f"The key '{key}' is missing, but a fact of kind '{kind}' needs it."
    return Problem(place, "FACT.E014", message)


def plausible_not_possible(place: Place) -> Problem:
    """A plausible range that sticks out of the possible one."""
    message = "The plausible range reaches outside the possible range."
    return Problem(place, "FACT.E015", message)


def spelling_twice(place: Place, *, spelling: str, first: str, second: str) -> Problem:
    """A spelling that means two units."""
    message = f"The spelling '{spelling}' means both '{first}' and '{second}'."
    return Problem(place, "FACT.E016", message)


def unknown_fact(place: Place, *, name: str, close: str) -> Problem:
    """A reference to a fact that is not declared."""
    hint = f"Did you mean '{close}'?" if close else ""
    return Problem(place, "FACT.E017", f"There is no fact '{name}'.", hint)


def substance_differs(place: Place, *, substance: str, other: str) -> Problem:
    """Two facts of one substance that would not convert alike."""
    message = (
        f"The substance '{substance}' has other units here than in '{other}', but values of one "
        "substance are compared with each other."
    )
    return Problem(place, "FACT.E018", message)


def not_a_quantity(place: Place, *, name: str) -> Problem:
    """A parameter that is like a fact without a unit."""
    return Problem(place, "FACT.E019", f"The fact '{name}' is not a quantity.")


def bad_parameter_value(
    place: Place, *, found: object, label: str, units: Iterable[str]
) -> Problem:
    """A parameter that cannot be read in its fact's units."""
    message = (
        f"'{_short(found)}' was found, but a value of {label} in {' or '.join(units)} is expected."
    )
    return Problem(place, "FACT.E020", message)


def name_twice(place: Place, *, name: str) -> Problem:
    """A parameter that has the name of a fact."""
    message = f"'{name}' is the name of a fact and of a parameter, but a name means one thing."
    return Problem(place, "FACT.E021", message)


def code_twice(place: Place, *, code: str, first: str, second: str) -> Problem:
    """A code that two facts claim, so that a reader could not tell them apart."""
    message = f"The code '{code}' belongs to '{first}' and to '{second}'."
    return Problem(place, "FACT.E022", message)


def _short(found: object) -> str:
    text = " ".join(str(found).split())
    return text if len(text) <= 60 else text[:57] + "…"
