"""Every sentence with which the language complains, in one place.

Each function makes one problem. It says what was found, in quotes, and what is expected; the
hint says what to write instead. Codes are stable: `docs/how-to/errors.md` has a heading for each.
"""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.cql.characters import escape_hidden
from mgdcds.core.cql.types import Type
from mgdcds.core.values.problems import Place, Problem

_LONGEST_QUOTE = 60


def quote(text: str) -> str:
    """This function will put a text in quotes, shortened if it is long."""
    flat = escape_hidden(" ".join(text.split()))
    return f"'{flat}'" if len(flat) <= _LONGEST_QUOTE else f"'{flat[: _LONGEST_QUOTE - 1]}…'"


def did_you_mean(suggestion: str) -> str:
    """This function will make the usual hint, or '' when there is no suggestion."""
    return f"Did you mean '{suggestion}'?" if suggestion else ""


# Reading the text


def text_too_long(place: Place, *, length: int, most: int) -> Problem:
    """The text is longer than any rule."""
    return Problem(
        place,
        "LANG.E001",
        f"The text has {length:,} characters, and {most:,} is the most.",
        "Split it into definitions.",
    )


def nested_too_deep(place: Place, *, most: int) -> Problem:
    """The expression is nested too deep."""
    return Problem(
        place,
        "LANG.E002",
        f"The expression is nested more than {most} deep here.",
        "Move inner parts into definitions.",
    )


def comment_never_ends(place: Place) -> Problem:
    """A comment has no end."""
    return Problem(
        place, "LANG.E003", "The comment that starts here never ends.", "Close it with '*/'."
    )


def text_never_ends(place: Place) -> Problem:
    """A text has no closing quote."""
    return Problem(
        place, "LANG.E004", "The text that starts here never ends.", "Close it with a single quote."
    )


def name_never_ends(place: Place, *, closing: str) -> Problem:
    """A quoted name has no closing quote."""
    return Problem(
        place,
        "LANG.E005",
        "The quoted name that starts here never ends.",
        f"Close it with {closing} (texts are written in single quotes).",
    )


def strange_character(place: Place, *, character: str, name: str, instead: str) -> Problem:
    """A letter or sign that the language does not have, often one that looks like another."""
    looks = f", which is not '{instead}'" if instead.isalnum() else ""
    return Problem(
        place,
        "LANG.E006",
        f"'{character}' is {name}{looks}: the language does not have it.",
        f"Write '{instead}'." if instead else "Remove it, or put it in a quoted text.",
    )


def hidden_character(place: Place, *, character: str, name: str) -> Problem:
    """A text, a quoted name or a comment has a character that nobody sees."""
    return Problem(
        place,
        "LANG.E006",
        f"'{character}' is {name}, and nobody who reads this can see it.",
        "Remove it, or write it in a text as an escape, such as \\u202e.",
    )


def number_too_long(place: Place, *, digits: int, most: int) -> Problem:
    """A number has more digits than a decimal of CQL."""
    return Problem(
        place,
        "LANG.E007",
        f"The number has {digits} digits, and {most} is the most.",
        "",
    )


def too_many_decimals(place: Place, *, decimals: int, most: int) -> Problem:
    """A number has more decimals than a decimal of CQL."""
    return Problem(
        place,
        "LANG.E008",
        f"The number has {decimals} decimals, and {most} is the most.",
        "",
    )


def integer_too_large(place: Place, *, text: str) -> Problem:
    """A whole number does not fit into an integer of CQL."""
    return Problem(
        place,
        "LANG.E009",
        f"{quote(text)} is too large for a whole number, which ends at 2147483647.",
        f"Write {text}.0 for a decimal." if len(text) <= 20 else "",
    )


def long_too_large(place: Place, *, text: str) -> Problem:
    """A long whole number does not fit into a long integer of CQL."""
    return Problem(
        place,
        "LANG.E009",
        f"{quote(text)} is too large for a long whole number, which ends at 9223372036854775807L.",
        "",
    )


def decimal_too_large(place: Place, *, text: str) -> Problem:
    """A number is larger than the largest decimal of CQL."""
    return Problem(
        place,
        "LANG.E009",
        f"{quote(text)} is too large for a number, which has at most 20 digits before its point.",
        "",
    )


def no_date(place: Place, *, text: str) -> Problem:
    """What follows the @ is no date of the calendar."""
    return Problem(
        place,
        "LANG.E010",
        f"{quote(text)} is not a date.",
        "Write year, month and day, as in @2026-11-22.",
    )


def no_time_of_day(place: Place, *, text: str) -> Problem:
    """Times are outside of the profile."""
    return Problem(
        place,
        "LANG.E011",
        f"{quote(text)} has a time of day, and rules know only dates.",
        "Write the date alone, as in @2026-11-22.",
    )


def unknown_escape(place: Place, *, text: str) -> Problem:
    """A backslash in a text stands before a letter that means nothing."""
    return Problem(
        place,
        "LANG.E012",
        f"{quote(text)} means nothing in a text.",
        r"Write a backslash as \\.",
    )


def half_a_character(place: Place, *, text: str) -> Problem:
    """An escape in a text is one half of a character, without the other half."""
    return Problem(
        place,
        "LANG.E012",
        f"{quote(text)} is half of a character.",
        "Write both halves, one after the other.",
    )


def unexpected(place: Place, *, found: str, expected: str, hint: str) -> Problem:
    """The grammar does not allow this here."""
    what = f"{quote(found)} was found" if found else "The text ends"
    return Problem(
        place, "LANG.E013", f"{what} where {expected} is expected.", hint or _nothing_known(found)
    )


def _nothing_known(found: str) -> str:
    return "" if found else "Write the missing part, or remove the last word."


def defined_twice(place: Place, *, name: str, first: Place) -> Problem:
    """Two definitions have one name."""
    return Problem(
        place,
        "LANG.E014",
        f"{quote(name)} is defined twice: first in line {first.line}.",
        "Give one of them another name.",
    )


def too_long_when_written(place: Place, *, length: int, most: int) -> Problem:
    """The expression grows beyond the longest text when it is written in its canonical form."""
    return Problem(
        place,
        "LANG.E015",
        f"The expression has {length:,} characters when it is written out, and {most:,} is the "
        "most.",
        "Split it into definitions.",
    )


def too_many_parts(place: Place, *, parts: int, most: int) -> Problem:
    """The expression is made of more values, names and operators than any reader can follow."""
    return Problem(
        place,
        "LANG.E015",
        f"The expression has {parts:,} parts, and {most:,} is the most.",
        "Split it into definitions.",
    )


# Checking the meaning


def unknown_name(place: Place, *, name: str, suggestion: str) -> Problem:
    """No fact, parameter, definition or rule has this name."""
    return Problem(
        place,
        "LANG.E020",
        f"{quote(name)} is not a fact, a parameter, a definition or a rule.",
        did_you_mean(suggestion) or "Names are listed in the data dictionary.",
    )


def unknown_function(place: Place, *, name: str, hint: str) -> Problem:
    """No function has this name."""
    return Problem(
        place,
        "LANG.E021",
        f"{quote(name)} is not a function of the rule language.",
        hint or "The functions are listed in the manual of the language.",
    )


def wrong_number_of_operands(place: Place, *, name: str, expected: str, found: int) -> Problem:
    """A function was given too much or too little."""
    return Problem(
        place,
        "LANG.E022",
        f"{quote(name)} takes {expected}, and {found} {'was' if found == 1 else 'were'} found.",
        "",
    )


def wrong_operands(
    place: Place, *, operator: str, found: Iterable[Type], accepted: Iterable[str], hint: str = ""
) -> Problem:
    """An operator does not work on values of these types."""
    types = " and ".join(type.describe() for type in found)
    ways = "; ".join(accepted)
    return Problem(
        place,
        "LANG.E023",
        f"{quote(operator)} does not work on {types}.",
        hint or f"It takes {ways}.",
    )


def plain_number(place: Place, *, number: str, other: str, unit: str, value: str = "") -> Problem:
    """A quantity meets a number without a unit."""
    hint = f"Write {value} '{unit}'." if value else f"Make it a quantity: … * 1 '{unit}'."
    return Problem(
        place,
        "LANG.E024",
        f"{quote(number)} is a plain number, but {quote(other)} is in {unit}.",
        hint,
    )


def different_substances(place: Place, *, left: str, right: str) -> Problem:
    """Two quantities measure different things."""
    return Problem(
        place,
        "LANG.E025",
        f"A value of {quote(left)} cannot be set against a value of {quote(right)}: "
        "they are different substances.",
        "Compare values of one substance, or take the plain numbers with '.value'.",
    )


def inconvertible(
    place: Place, *, unit: str, other: str, accepted: Iterable[str], suggestion: str = ""
) -> Problem:
    """A unit does not turn into the one that is needed."""
    known = " or ".join(f"'{code}'" for code in accepted)
    return Problem(
        place,
        "LANG.E026",
        f"'{unit}' does not convert into '{other}' here.",
        did_you_mean(suggestion) or (f"Write it in {known}." if known else ""),
    )


def unknown_unit(place: Place, *, unit: str, suggestion: str) -> Problem:
    """A unit is not known at all."""
    return Problem(
        place,
        "LANG.E027",
        f"{quote(unit)} is not a unit that is known here.",
        did_you_mean(suggestion) or "Units are written in UCUM, such as 'ng/mL' or '[IU]/d'.",
    )


def unknown_choice(
    place: Place, *, choice: str, fact: str, choices: Iterable[str], suggestion: str
) -> Problem:
    """A text is no answer of the choice fact that it is compared with."""
    known = ", ".join(f"'{each}'" for each in choices)
    return Problem(
        place,
        "LANG.E028",
        f"{quote(choice)} is not an answer of {quote(fact)}, which has {known}.",
        did_you_mean(suggestion),
    )


def wrong_type(place: Place, *, found: Type, expected: Type) -> Problem:
    """The whole expression has another type than it must have."""
    return Problem(
        place,
        "LANG.E029",
        f"This has to be {expected.describe()}, but it is {found.describe()}.",
        "",
    )


def different_branches(place: Place, *, left: Type, right: Type) -> Problem:
    """The parts of an if, a case or a list have types that do not go together."""
    return Problem(
        place,
        "LANG.E030",
        f"This is {right.describe()}, but the part before it is {left.describe()}.",
        "All parts have to be of one kind.",
    )


def not_a_condition(place: Place, *, found: Type) -> Problem:
    """An if or a when is not true or false."""
    return Problem(
        place,
        "LANG.E031",
        f"A condition is true or false, but this is {found.describe()}.",
        "Compare it with something.",
    )


def backward_interval(place: Place) -> Problem:
    """An interval ends before it starts."""
    return Problem(
        place, "LANG.E032", "The interval ends before it starts.", "Write the lower end first."
    )


def only_quantities_convert(place: Place, *, found: Type) -> Problem:
    """Something without a unit is converted."""
    return Problem(
        place,
        "LANG.E033",
        f"Only a quantity converts to another unit, but this is {found.describe()}.",
        "Make it a quantity first: … * 1 'unit'.",
    )


def no_calendar_unit(place: Place, *, unit: str) -> Problem:
    """A date is moved by something that is no span of the calendar."""
    return Problem(
        place,
        "LANG.E034",
        f"A date cannot be moved by '{unit}'.",
        "Write years, months, weeks or days, as in 3 months.",
    )


def unknown_type(place: Place, *, name: str, known: Iterable[str]) -> Problem:
    """A null is given a type that the language does not have."""
    return Problem(
        place,
        "LANG.E035",
        f"{quote(name)} is not a type of the rule language.",
        f"The types are {', '.join(known)}, and Interval<…> and List<…> of them.",
    )


def only_null_has_a_type(place: Place, *, name: str) -> Problem:
    """Something else than null is given a type."""
    return Problem(
        place,
        "LANG.E036",
        f"Only a null is given a type: 'null as {name}'.",
        "Leave 'as' and the type out: every value knows its own.",
    )


def never_has_a_value(place: Place, *, text: str) -> Problem:
    """Numbers alone make an expression that is always null."""
    return Problem(
        place,
        "LANG.E037",
        f"{quote(text)} never has a value, for any patient.",
        "Write what is meant, or null.",
    )
