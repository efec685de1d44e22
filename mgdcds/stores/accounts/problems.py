"""What the accounts store complains about: every sentence it can say."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from zoneinfo import available_timezones

from mgdcds.core.values.problems import Place, Problem, UnableTo


class UnableToSavePerson(UnableTo):
    """A person cannot be saved as asked."""


class UnableToSaveClinic(UnableTo):
    """A clinic cannot be saved as asked."""


def _in_field(field: str, code: str, message: str, hint: str = "") -> Problem:
    return Problem(place=Place(field=field), code=f"PEOPLE.{code}", message=message, hint=hint)


def something_missing(field: str, label: str) -> Problem:
    """This function will say that a field is empty."""
    return _in_field(field, "E001", f"The {label} is missing.")


def username_taken(username: str) -> Problem:
    """This function will say that the username belongs to somebody."""
    return _in_field(
        "username",
        "E002",
        f"'{username}' is already the username of a person.",
        "Choose another, or give that person a role in this clinic.",
    )


def username_has_odd_characters(username: str) -> Problem:
    """This function will say which characters a username may have."""
    return _in_field(
        "username",
        "E003",
        f"'{username}' cannot be a username.",
        "Use up to 80 letters, digits, and the signs @ . + - and _.",
    )


def password_weak(message: str) -> Problem:
    """This function will pass on why a password is refused."""
    return _in_field("password", "E004", message)


def password_wrong() -> Problem:
    """This function will say that the present password was not given."""
    return _in_field("current", "E005", "This is not your present password.")


def no_role() -> Problem:
    """This function will say that a new person needs a role."""
    return _in_field("roles", "E006", "A new person needs at least one role.")


def last_administrator() -> Problem:
    """This function will say that a clinic keeps an administrator."""
    return _in_field(
        "roles",
        "E007",
        "A clinic keeps at least one administrator who can sign in.",
        "Make somebody else administrator first.",
    )


def somebody_is_there() -> Problem:
    """This function will say that there is no first administrator any more."""
    return _in_field(
        "username",
        "E008",
        "There are people already, so this is not the first administrator.",
        "An administrator can make others on the page 'People'.",
    )


def text_too_long(field: str, label: str, most: int) -> Problem:
    """This function will say how long a text may be."""
    return _in_field(field, "E009", f"The {label} is longer than {most} characters.")


def clinic_name_taken(name: str) -> Problem:
    """This function will say that a clinic of that name exists."""
    return _in_field("name", "E011", f"'{name}' is already the name of a clinic.")


def time_zone_unknown(name: str) -> Problem:
    """This function will say that a time zone does not exist, and which is like it."""
    close = difflib.get_close_matches(name, available_timezones(), n=1)
    hint = f"Did you mean '{close[0]}'?" if close else "Write it as in 'Europe/Berlin'."
    return _in_field("time_zone", "E012", f"'{name}' is not a time zone.", hint)


def choice_unknown(field: str, value: str, choices: Iterable[str]) -> Problem:
    """This function will say what can be chosen."""
    listed = " or ".join(f"'{choice}'" for choice in choices)
    return _in_field(field, "E013", f"'{value}' was found, but {listed} is expected.")
