"""Every sentence with which the readers of facts refuse, ask and tell."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Place, Problem


def shorten(found: object, *, length: int = 40) -> str:
    """This function will make what was found short enough for a sentence."""
    text = " ".join(str(found).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def hint_of(close: str) -> str:
    """This function will write the cure for a misspelt word, if one is known."""
    return f"Did you mean '{close}'?" if close else ""


# --- one value ---


def not_a_number(place: Place, *, found: str) -> Problem:
    """Text where a number belongs."""
    message = f"'{shorten(found)}' is not a number. Write it with the digits 0 to 9, such as 0.78."
    return Problem(place, "VALUE.E001", message)


def negative(place: Place, *, found: str, label: str) -> Problem:
    """A number below zero."""
    return Problem(place, "VALUE.E002", f"{label} cannot be negative, but '{shorten(found)}' is.")


def thousands_or_decimals(place: Place, *, found: str) -> Problem:
    """A comma that could be either."""
    plain, point = found.replace(",", ""), found.replace(",", ".")
    message = f"'{shorten(found)}' could mean {shorten(plain)} or {shorten(point)}."
    return Problem(place, "VALUE.E003", message, "Write it without the comma.")


def needs_unit(place: Place, *, label: str, units: Iterable[str]) -> Problem:
    """A quantity without its unit."""
    message = f"{label} needs its unit: {' or '.join(units)}."
    return Problem(place, "VALUE.E004", message)


def unknown_unit(
    place: Place, *, found: str, label: str, units: Iterable[str], close: str
) -> Problem:
    """A unit that the fact does not have."""
    message = (
        f"'{shorten(found)}' is not a unit of {label}, but one of {', '.join(units)} is expected."
    )
    return Problem(place, "VALUE.E005", message, hint_of(close))


def impossible(place: Place, *, label: str, shown: str, allowed: str, hint: str = "") -> Problem:
    """A value that no patient can have."""
    message = f"{label} cannot be {shown}: {allowed}."
    return Problem(place, "VALUE.E006", message, hint)


def not_yes_or_no(place: Place, *, found: str, label: str) -> Problem:
    """A word where yes or no belongs."""
    message = f"'{shorten(found)}' was found for {label}, but yes or no is expected."
    return Problem(place, "VALUE.E007", message)


def not_a_choice(
    place: Place, *, found: str, label: str, words: Iterable[str], close: str
) -> Problem:
    """A word that is not among the choices."""
    message = (
        f"'{shorten(found)}' was found for {label}, but one of {', '.join(words)} is expected."
    )
    return Problem(place, "VALUE.E008", message, hint_of(close))


def not_a_date(place: Place, *, found: str) -> Problem:
    """Text where a date belongs."""
    message = f"'{shorten(found)}' is not a date. Write it as 2026-11-22 or 22 Nov 2026."
    return Problem(place, "VALUE.E009", message)


def after_the_assessment(place: Place, *, date: datetime.date, on: datetime.date) -> Problem:
    """A date that is still to come."""
    message = f"{format_date(date)} is after the assessment date, {format_date(on)}."
    return Problem(place, "VALUE.E010", message)


def born_too_long_ago(place: Place, *, date: datetime.date) -> Problem:
    """A birth date that nobody alive has."""
    message = f"A birth date of {format_date(date)} would make the patient older than 130 years."
    return Problem(place, "VALUE.E011", message)


def unknown_fact(place: Place, *, name: str, close: str) -> Problem:
    """A name that the dictionary does not have."""
    return Problem(place, "VALUE.E012", f"There is no fact '{shorten(name)}'.", hint_of(close))


def recorded_twice(place: Place, *, label: str) -> Problem:
    """Two values of one fact."""
    message = f"{label} is there twice, but one value is expected."
    return Problem(place, "VALUE.E013", message)


def limit_for_exact(place: Place, *, label: str, found: str) -> Problem:
    """A limit where an exact value belongs."""
    message = f"'{shorten(found)}' is a limit, but {label} is expected as a value."
    return Problem(place, "VALUE.E014", message)


def implausible(place: Place, *, label: str, shown: str, hint: str) -> Problem:
    """A question: possible, but unusual."""
    message = f"{label} of {shown} is unusual. Check it."
    return Problem(place, "VALUE.Q001", message, hint)


def unit_slip(other: str) -> str:
    """The hint that the value would be usual in another unit."""
    return f"It would be usual as {other}. Was the unit meant to be that one?"


def comma_read_as_point(place: Place, *, found: str, read: str) -> Problem:
    """A notice: a decimal comma was understood."""
    return Problem(place, "VALUE.N001", f"'{shorten(found)}' was read as {shorten(read)}.")


# --- case files ---


def not_text(place: Place) -> Problem:
    """Bytes that are no text."""
    message = "This is not a text file, but TOML or JSON is expected."
    return Problem(place, "CASE.E001", message, "Save it as plain text in UTF-8.")


def too_large(place: Place, *, megabytes: int) -> Problem:
    """A file that no case or patient needs."""
    message = f"The file is larger than {megabytes} MB, which is more than one patient needs."
    return Problem(place, "CASE.E002", message)


def not_json(place: Place, *, detail: str) -> Problem:
    """JSON that does not parse."""
    return Problem(place, "CASE.E003", f"This is not valid JSON: {detail}.")


def nested_too_deeply(place: Place) -> Problem:
    """Brackets in brackets in brackets."""
    return Problem(place, "CASE.E004", "The file is nested too deeply to be read.")


def not_a_table(place: Place, *, found: object) -> Problem:
    """Something else where a table belongs."""
    message = f"'{shorten(found)}' was found, but a table of names and values is expected."
    return Problem(place, "CASE.E005", message)


def unknown_key(place: Place, *, key: str, known: Iterable[str], close: str) -> Problem:
    """A key that a case does not have."""
    hint = hint_of(close) or f"Known keys are: {', '.join(known)}."
    return Problem(place, "CASE.E006", f"A case has no key '{shorten(key)}'.", hint)


def missing_key(place: Place, *, key: str) -> Problem:
    """A key that a case must have."""
    return Problem(place, "CASE.E007", f"The key '{key}' is missing, but a case needs it.")


def wrong_kind(place: Place, *, found: object, expected: str) -> Problem:
    """A value of another kind."""
    message = f"'{shorten(found)}' was found, but {expected} is expected."
    return Problem(place, "CASE.E008", message)


def too_many(place: Place, *, found: int, most: int) -> Problem:
    """More entries than any case has."""
    message = f"There are {found} entries, but a case has at most {most} in one place."
    return Problem(place, "CASE.E014", message)


def unknown_list(place: Place, *, found: str, known: Iterable[str], close: str) -> Problem:
    """A list that the dictionary does not have."""
    words = ", ".join(f"'{word}'" for word in known)
    message = f"There is no list '{shorten(found)}', but one of {words} is expected."
    return Problem(place, "CASE.E009", message, hint_of(close))


def unknown_rule(place: Place, *, code: str, close: str) -> Problem:
    """A rule code that the rulebook does not have."""
    return Problem(place, "CASE.E010", f"There is no rule '{shorten(code)}'.", hint_of(close))


def rule_expected_twice(place: Place, *, code: str) -> Problem:
    """A rule with two expected statuses."""
    message = f"The rule '{code}' is expected twice, but a rule has one status."
    return Problem(place, "CASE.E011", message)


def unknown_limit(place: Place, *, name: str, close: str) -> Problem:
    """A limit that is not a site parameter."""
    message = f"There is no limit '{shorten(name)}'."
    return Problem(place, "CASE.E012", message, hint_of(close))


def impossible_limit(place: Place, *, label: str, found: str) -> Problem:
    """A limit that no laboratory has."""
    message = f"'{shorten(found)}' is not possible for the limit '{label}'."
    return Problem(place, "CASE.E013", message)


# --- stored sheets, survey rows ---


def not_a_sheet(detail: str) -> Problem:
    """Stored text that is no fact sheet."""
    return Problem(Place("sheet"), "SHEET.E001", f"This is not a stored fact sheet: {detail}.")


def missing_columns(columns: Iterable[str]) -> Problem:
    """A survey file without columns that are read."""
    names = ", ".join(f"'{name}'" for name in columns)
    message = f"The file lacks the columns {names}, so it is not the survey file that is read here."
    return Problem(Place("survey"), "CSV.E001", message)


def not_csv(detail: str) -> Problem:
    """Text that is no CSV."""
    return Problem(Place("survey"), "CSV.E002", f"This is not a CSV file: {shorten(detail)}.")


def cell_not_used(refused: Problem) -> Problem:
    """A notice: a cell that could not be used, and why."""
    message = f"{refused.message} The cell for '{refused.place.field}' was not used."
    return Problem(refused.place, "CSV.N001", message)


def row_of_nobody(found: str) -> Problem:
    """A notice: a row that does not say whose it is."""
    message = f"A row was passed over: '{shorten(found)}' is not the number of a person."
    return Problem(Place("survey", "SEQN"), "CSV.N002", message)


def row_without_age(person: str) -> Problem:
    """A notice: a row without an age."""
    message = "The person was passed over, because the age is not recorded."
    return Problem(Place(person, "age"), "CSV.N003", message)


def row_of_a_child(person: str, *, youngest: int) -> Problem:
    """A notice: a row of somebody who is too young."""
    message = f"The person was passed over, because the age is below {youngest} years."
    return Problem(Place(person, "age"), "CSV.N004", message)
