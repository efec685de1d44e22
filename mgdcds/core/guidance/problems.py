"""Every sentence with which guidance complains about rules, files, entries and outcomes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from mgdcds.core.values.problems import Place, Problem


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """This function will answer "Did you mean 'x'?" for the nearest known word, or ''."""
    near = difflib.get_close_matches(word[:80], list(known), n=1)
    return f"Did you mean '{near[0]}'?" if near else ""


def unknown_file(place: Place, *, known: Iterable[str]) -> Problem:
    """This function will say that a file has no place among the knowledge."""
    message = f"'{place.document}' is not a file of the knowledge."
    hint = f"Files are {', '.join(known)}."
    return Problem(place, "GUIDE.E001", message, hint)


def twice(place: Place, *, kind: str, key: str, other: str) -> Problem:
    """This function will say that two entries have one key."""
    message = f"The {kind} '{key}' is here and in '{other}', but a key stands once."
    return Problem(place, "GUIDE.E006", message)


def name_differs(place: Place, *, found: str, expected: str) -> Problem:
    """This function will say that a file or an entry is not named for what is in it."""
    message = f"This is named for '{expected}', but its content says '{shorten(found)}'."
    return Problem(place, "GUIDE.E007", message)


def not_tables(place: Place, *, key: str) -> Problem:
    """This function will say that something else stands where tables are expected."""
    message = f"'{key}' is expected to be tables, each under a header [[{key}]]."
    return Problem(place, "GUIDE.E008", message)


def unknown_table(place: Place, *, found: str, known: str) -> Problem:
    """This function will say that a file holds something beside its tables."""
    message = f"'{shorten(found)}' was found, but only tables [[{known}]] are expected here."
    return Problem(place, "GUIDE.E009", message)


def bad_code(place: Place, *, found: str) -> Problem:
    """This function will say that a rule code is not well formed."""
    message = f"'{shorten(found)}' was found, but a code such as 'B01' is expected."
    return Problem(place, "GUIDE.E010", message, "A code is a capital letter and two digits.")


def no_levels(place: Place) -> Problem:
    """This function will say that a rule has no level."""
    return Problem(place, "GUIDE.E011", "The rule has no level, but at least one is expected.")


def level_without_when(place: Place) -> Problem:
    """This function will say that a level shadows all that follow it."""
    message = "This level has no 'when', but only the last level goes without one."
    return Problem(place, "GUIDE.E012", message, "The levels after it would never be reached.")


def last_level_with_when(place: Place) -> Problem:
    """This function will say that the last level could leave a true rule without texts."""
    message = "The last level has a 'when', but it is expected to hold whenever the rule does."
    return Problem(place, "GUIDE.E013", message, "Leave its 'when' out, or add a level after it.")


def not_plain_text(place: Place, *, found: str) -> Problem:
    """This function will say that a text holds a character that is no text."""
    name = " ".join(f"U+{ord(character):04X}" for character in found)
    message = f"The text holds '{name}', but only visible characters and line breaks are expected."
    return Problem(place, "GUIDE.E014", message)


def html_in_text(place: Place, *, found: str) -> Problem:
    """This function will say that a text looks like HTML."""
    message = f"The text holds '{shorten(found)}', but plain text without HTML is expected."
    return Problem(place, "GUIDE.E015", message, "Write 'below 5' or '< 5' for a comparison.")


def open_placeholder(place: Place) -> Problem:
    """This function will say that a brace has no partner."""
    message = "A '{' or '}' has no partner, but each placeholder is expected in one pair."
    return Problem(place, "GUIDE.E016", message, "Write {{ and }} for braces that are printed.")


def empty_placeholder(place: Place) -> Problem:
    """This function will say that a placeholder is empty."""
    return Problem(place, "GUIDE.E017", "A placeholder is empty, but an expression is expected.")


def many_values(place: Place, *, found: str) -> Problem:
    """This function will say that a placeholder does not stand for one value."""
    message = f"The placeholder is {found}, but one value is expected."
    return Problem(place, "GUIDE.E032", message)


def unknown_target(place: Place, *, found: str, hint: str) -> Problem:
    """This function will say that a target is not on the closed list."""
    return Problem(place, "GUIDE.E018", f"'{shorten(found)}' is not a known target.", hint)


def not_a_gate(place: Place, *, found: str, hint: str) -> Problem:
    """This function will say that a gate does not exist."""
    message = f"'{shorten(found)}' is not a definition or a rule code, so it cannot be a gate."
    return Problem(place, "GUIDE.E019", message, hint)


def gate_not_boolean(place: Place, *, found: str, type_name: str) -> Problem:
    """This function will say that a gate is not true or false."""
    message = f"'{found}' is {type_name}, but a gate is expected to be true or false."
    return Problem(place, "GUIDE.E020", message)


def replace_without_instead(place: Place) -> Problem:
    """This function will say that there is nothing to replace an action with."""
    message = "The gate says 'replace', but names no action to take instead."
    return Problem(place, "GUIDE.E021", message, "Add a table 'instead' with verb and target.")


def instead_without_replace(place: Place) -> Problem:
    """This function will say that an alternative is never taken."""
    message = "The gate has an action 'instead', but never says 'replace'."
    return Problem(place, "GUIDE.E022", message)


def missing_attribute(place: Place, *, name: str) -> Problem:
    """This function will say that a source attribute is not filled in."""
    message = f"The source attribute '{name}' is missing, but all 13 are expected."
    return Problem(place, "GUIDE.E023", message, "Write 'Not used.' where it plays no part.")


def unknown_tag(place: Place, *, found: str, known: Iterable[str]) -> Problem:
    """This function will say that a definition has a tag that means nothing."""
    names = list(known)
    hint = did_you_mean(found, names) or f"Tags are {', '.join(f'@{name}' for name in names)}."
    return Problem(place, "GUIDE.E024", f"'@{shorten(found)}' is not a tag of a definition.", hint)


def unknown_need(place: Place, *, found: str, hint: str) -> Problem:
    """This function will say that a needed name is no fact or definition."""
    message = f"'{shorten(found)}' is needed, but is not a fact or a definition."
    return Problem(place, "GUIDE.E025", message, hint)


def cycle(place: Place, *, names: Iterable[str]) -> Problem:
    """This function will say that definitions or rules stand on each other in a circle."""
    message = f"These stand on each other in a circle: {' → '.join(names)}."
    return Problem(place, "GUIDE.E026", message, "Let one of them do without the others.")


def name_taken(place: Place, *, name: str, other: str) -> Problem:
    """This function will say that a name already means something else."""
    message = f"'{name}' is already {other}, but a name means one thing."
    return Problem(place, "GUIDE.E027", message)


def bad_limit(place: Place, *, found: str) -> Problem:
    """This function will say that a limit is no dose."""
    message = f"'{shorten(found)}' was found, but a dose such as '150 mg/d' is expected."
    return Problem(place, "GUIDE.E028", message, "Plans compare limits, so words go into 'detail'.")


def bad_weeks(place: Place, *, found: str) -> Problem:
    """This function will say that an interval is not a number of weeks."""
    message = f"'{shorten(found)}' was found, but weeks such as '12' or '1–2' are expected."
    return Problem(place, "GUIDE.E029", message)


def bad_date(place: Place, *, found: str) -> Problem:
    """This function will say that a date is none."""
    message = f"'{shorten(found)}' was found, but a date such as '2026-11-22' is expected."
    return Problem(place, "GUIDE.E030", message)


def bad_key(place: Place, *, kind: str, found: str) -> Problem:
    """This function will say that the key of an entry cannot be a file name."""
    message = f"'{shorten(found)}' is not a key for a {kind}: letters, digits, '_', '-' and '.'."
    return Problem(place, "GUIDE.E031", message)


def not_an_outcome(place: Place, *, why: str) -> Problem:
    """This function will say that a stored outcome cannot be read."""
    return Problem(place, "GUIDE.E040", f"The stored outcome cannot be read: {why}.")


def other_outcome_format(place: Place, *, found: object, known: int) -> Problem:
    """This function will say that a stored outcome has another form."""
    message = f"The stored outcome has format '{shorten(found)}', but {known} is expected."
    return Problem(place, "GUIDE.E041", message)


def unknown_code_in_case(place: Place, *, found: str, known: Iterable[str]) -> Problem:
    """This function will say that a case expects something of a rule that does not exist."""
    message = f"The case names the rule '{shorten(found)}', but there is no such rule."
    return Problem(place, "GUIDE.E042", message, did_you_mean(found, known))


def shorten(found: object) -> str:
    """This function will write anything found in at most 60 characters."""
    text = " ".join(str(found).split())
    return text if len(text) <= 60 else text[:57] + "…"


def egfr_disagrees(*, reported: str, calculated: str) -> Problem:
    """This function will ask about a reported eGFR that the creatinine does not explain."""
    message = (
        f"The reported eGFR is {reported}, but {calculated} is calculated from the creatinine, "
        "which counts here."
    )
    hint = "Check the creatinine and its date, the age and the sex."
    return Problem(Place(field="egfr"), "GUIDE.Q001", message, hint)
