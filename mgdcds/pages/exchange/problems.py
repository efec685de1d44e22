"""Every sentence with which the command line refuses an input, with its cure."""

from __future__ import annotations

import datetime

from mgdcds.core.facts.problems import shorten
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Place, Problem, UnableTo

#: The code of a notice on the knowledge itself.
UNDER_NOTICE = "EXCHANGE.N001"


class UnableToOpen(UnableTo):
    """A file that cannot be read, or a place that cannot be written to."""


def no_such_file(path: str) -> Problem:
    """A path where nothing is."""
    message = "There is no such file."
    return Problem(Place(shorten(path, length=200)), "EXCHANGE.E001", message, "Check the path.")


def is_a_folder(path: str) -> Problem:
    """A folder where a file belongs."""
    message = "This is a folder, but a file is expected."
    return Problem(Place(path), "EXCHANGE.E002", message, "Name one file in it.")


def not_readable(path: str, *, why: str) -> Problem:
    """A file that the system does not hand out."""
    message = f"The file cannot be read: {why}."
    return Problem(Place(path), "EXCHANGE.E003", message, "Check who may read it.")


def is_empty(document: str) -> Problem:
    """A file with nothing in it."""
    message = "The file is empty, but a case file or a FHIR bundle is expected."
    return Problem(Place(document), "EXCHANGE.E004", message)


def broken_gzip(document: str) -> Problem:
    """A compressed file that is damaged."""
    message = "The file is compressed with gzip, but it is damaged or not complete."
    return Problem(Place(document), "EXCHANGE.E005", message, "Copy it again.")


def other_encoding(document: str) -> Problem:
    """Text that is not UTF-8."""
    message = "The text is in UTF-16 or UTF-32, but UTF-8 is expected."
    return Problem(Place(document), "EXCHANGE.E006", message, "Save it again as UTF-8.")


def before_the_case(document: str, *, on: datetime.date, case_on: datetime.date) -> Problem:
    """An assessment date that the case does not reach."""
    message = (
        f"The case is of {format_date(case_on)}, so it cannot be assessed on {format_date(on)}."
    )
    return Problem(
        Place(document, "on"), "EXCHANGE.E007", message, "Give that date or a later one."
    )


def no_release(number: int) -> Problem:
    """A release that the database does not hold."""
    message = f"There is no release {number} in the database."
    hint = "Leave out --release to use the shipped knowledge."
    return Problem(Place("--release"), "EXCHANGE.E008", message, hint)


def no_database(why: str) -> Problem:
    """A database that does not answer, or that has no tables yet."""
    message = f"The database cannot be read: {shorten(why, length=160)}."
    hint = "Check DATABASE_URL and run `manage.py migrate`, or leave out --release."
    return Problem(Place("--release"), "EXCHANGE.E009", message, hint)


def under_notice(*, kind: str, key: str, word: str, reason: str) -> Problem:
    """A notice: a rule of the advice, or what it rests on, was withdrawn, retracted, corrected."""
    return Problem(
        Place(key), UNDER_NOTICE, f"The {kind} '{key}' is {word}: {shorten(reason, length=200)}"
    )


def would_overwrite(folder: str, *, count: int, first: str) -> Problem:
    """Files that are there already."""
    files = f"'{first}'" if count == 1 else f"'{first}' and {count - 1} more of these files"
    message = f"{files} {'is' if count == 1 else 'are'} there already."
    return Problem(Place(folder), "EXCHANGE.E010", message, "Write over them with --force.")


def not_a_folder(path: str) -> Problem:
    """A file where the folder to write to belongs."""
    message = "This is a file, but a folder to write to is expected."
    return Problem(Place(path), "EXCHANGE.E011", message, "Name another folder with --out.")


def not_writable(path: str, *, why: str) -> Problem:
    """A place that the system does not let write to."""
    message = f"Nothing can be written there: {why}."
    return Problem(Place(path), "EXCHANGE.E012", message, "Name another folder with --out.")


def nobody_found(document: str) -> Problem:
    """A survey file without a single adult."""
    message = "No adult was found in the file, so there is nothing to write."
    return Problem(Place(document), "EXCHANGE.E013", message)
