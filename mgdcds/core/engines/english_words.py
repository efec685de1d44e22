"""The English of rules: every phrase, and the grammar that labels need."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mgdcds.core.engines.words import Words
from mgdcds.core.values.dates import format_date

#: What each comparison says, and what is said when it is false.
_COMPARISONS: Mapping[str, str] = {
    "Equal": "{0} is {1}",
    "Equal not": "{0} is not {1}",
    "NotEqual": "{0} is not {1}",
    "NotEqual not": "{0} is {1}",
    "Equivalent": "{0} is {1}",
    "Equivalent not": "{0} is not {1}",
    "NotEquivalent": "{0} is not {1}",
    "NotEquivalent not": "{0} is {1}",
    "Less": "{0} is below {1}",
    "Less not": "{0} is not below {1}",
    "LessOrEqual": "{0} is at most {1}",
    "LessOrEqual not": "{0} is above {1}",
    "Greater": "{0} is above {1}",
    "Greater not": "{0} is not above {1}",
    "GreaterOrEqual": "{0} is at least {1}",
    "GreaterOrEqual not": "{0} is below {1}",
    "In": "{0} is {1}",
    "In not": "{0} is not {1}",
    "Contains": "{0} contains {1}",
    "Contains not": "{0} does not contain {1}",
    "IncludedIn": "{0} lies in {1}",
    "IncludedIn not": "{0} does not lie in {1}",
    "Includes": "{0} includes {1}",
    "Includes not": "{0} does not include {1}",
    "ProperlyIncludedIn": "{0} lies wholly inside {1}",
    "ProperlyIncludedIn not": "{0} does not lie wholly inside {1}",
    "ProperlyIncludes": "{0} wholly includes {1}",
    "ProperlyIncludes not": "{0} does not wholly include {1}",
    "OverlapsBefore": "{0} starts before and overlaps with {1}",
    "OverlapsBefore not": "{0} does not start before and overlap with {1}",
    "OverlapsAfter": "{0} ends after and overlaps with {1}",
    "OverlapsAfter not": "{0} does not end after and overlap with {1}",
    "SameOrBefore": "{0} ends at the latest with {1}",
    "SameOrBefore not": "{0} ends after {1}",
    "SameOrAfter": "{0} starts at the earliest with {1}",
    "SameOrAfter not": "{0} starts before {1}",
    "Meets": "{0} adjoins {1}",
    "Meets not": "{0} does not adjoin {1}",
    "MeetsBefore": "{0} ends right before {1}",
    "MeetsBefore not": "{0} does not end right before {1}",
    "MeetsAfter": "{0} starts right after {1}",
    "MeetsAfter not": "{0} does not start right after {1}",
    "Starts": "{0} starts {1}",
    "Starts not": "{0} does not start {1}",
    "Ends": "{0} ends {1}",
    "Ends not": "{0} does not end {1}",
    "Overlaps": "{0} overlaps with {1}",
    "Overlaps not": "{0} does not overlap with {1}",
    "Before": "{0} is before {1}",
    "Before not": "{0} is not before {1}",
    "After": "{0} is after {1}",
    "After not": "{0} is not after {1}",
    "Between": "{0} is between {1} and {2}",
    "Between not": "{0} is not between {1} and {2}",
    "Exists": "{0} has a known element",
    "Exists not": "{0} has no known element",
    "In range": "{0} is in the range {1}",
    "In range not": "{0} is not in the range {1}",
    "In list": "{0} is in {1}",
    "In list not": "{0} is not in {1}",
    "Less of dates": "{0} is before {1}",
    "Less of dates not": "{0} is not before {1}",
    "LessOrEqual of dates": "{0} is on or before {1}",
    "LessOrEqual of dates not": "{0} is after {1}",
    "Greater of dates": "{0} is after {1}",
    "Greater of dates not": "{0} is not after {1}",
    "GreaterOrEqual of dates": "{0} is on or after {1}",
    "GreaterOrEqual of dates not": "{0} is before {1}",
}
#: A band: one value, and its two ends.
_BANDS: Mapping[str, str] = {
    "band": "{0} is {1}",
    "Less end": "below {0}",
    "LessOrEqual end": "at most {0}",
    "Greater end": "above {0}",
    "GreaterOrEqual end": "at least {0}",
    "Less of dates end": "before {0}",
    "LessOrEqual of dates end": "on or before {0}",
    "Greater of dates end": "after {0}",
    "GreaterOrEqual of dates end": "on or after {0}",
}
_CALCULATIONS: Mapping[str, str] = {
    "Add": "{0} + {1}",
    "Subtract": "{0} − {1}",
    "Multiply": "{0} × {1}",
    "Divide": "{0} ÷ {1}",
    "TruncatedDivide": "{0} ÷ (whole) {1}",
    "Modulo": "{0} modulo {1}",
    "Negate": "−{0}",
    "Abs": "the size of {0}",
    "Ceiling": "{0} rounded up",
    "Floor": "{0} rounded down",
    "Truncate": "{0} without its decimals",
    "Round": "{0} rounded",
    "Ln": "the natural logarithm of {0}",
    "Exp": "e to the power of {0}",
    "Power": "{0} to the power of {1}",
    "Value": "{0}",
    "Min": "the least of {0}",
    "Max": "the greatest of {0}",
    "Sum": "the sum of {0}",
    "Count": "the number of {0}",
    "Start": "the start of {0}",
    "End": "the end of {0}",
    "Log": "the logarithm of {0} to the base {1}",
    "Predecessor": "the value right before {0}",
    "Successor": "the value right after {0}",
    "Width": "the width of {0}",
    "PointFrom": "the only point of {0}",
    "Union": "{0} together with {1}",
    "Intersect": "what {0} has in common with {1}",
    "Except": "{0} without {1}",
    "Collapse": "{0} put together",
    "Expand": "the parts of {0}",
    "MinimumInteger": "the least whole number",
    "MinimumLong": "the least long whole number",
    "MinimumDecimal": "the least number",
    "MinimumDate": "the first date",
    "MaximumInteger": "the greatest whole number",
    "MaximumLong": "the greatest long whole number",
    "MaximumDecimal": "the greatest number",
    "MaximumDate": "the last date",
    "Today": "today",
    "YearsBetween": "the years from {0} to {1}",
    "MonthsBetween": "the months from {0} to {1}",
    "WeeksBetween": "the weeks from {0} to {1}",
    "DaysBetween": "the days from {0} to {1}",
}
_LOGIC: Mapping[str, str] = {
    "And": "{0}, and {1}",
    "Or": "{0}, or {1}",
    "Xor": "either {0}, or {1}, but not both",
    "Implies": "if {0}, then {1}",
    "Not": "not ({0})",
    "in brackets": "({0})",
    "any of": "any of {0}: yes",
    "and that": "{0} and {1}",
    "or that": "{0} or {1}",
    "comma": ", ",
    "semicolon": "; ",
    "always": "always",
    "never": "never",
}
_CHOICES: Mapping[str, str] = {
    "If": "{0} if {1}; otherwise {2}",
    "Case when": "{0} if {1}",
    "Case of": "{0} is {1}",
    "Case": "{0}; {1}",
    "Case otherwise": "{0}; otherwise {1}",
    "Coalesce": "{0}, {1}",
    "Coalesce last": "{0}, or, if that is not known, {1}",
    "counts as yes": "{0} (or not known)",
    "counts as no": "{0} (if known)",
}
_KNOWLEDGE: Mapping[str, str] = {
    "is recorded": "{0} is recorded",
    "is recorded not": "{0} is not recorded",
    "is known": "{0} is known",
    "is known not": "{0} is not known",
    "answer or not known": "{0} or not known",
    "condition or not known": "{0}, or this is not known",
    "whether not known": "it is not known whether {0}",
    "not known": "not known",
    "not recorded": "not recorded",
    "stale": "{0} is too old to count",
    "haemolysed": "{0} does not count, because the sample was haemolysed",
}
_NAMES: Mapping[str, str] = {
    "yes": "yes",
    "no": "no",
    "is yes": "{0}: yes",
    "is no": "{0}: no",
    "rule": "{0} ({1})",
    "rule applies": "{0} applies",
    "rule applies not": "{0} does not apply",
    "parameter": "the {0}",
    "in unit": "{0} in {1}",
    "interval": "{0} to {1}",
    "nothing": "nothing",
    "text": "'{0}'",
    "year": "{0} years",
    "year one": "{0} year",
    "month": "{0} months",
    "month one": "{0} month",
    "wk": "{0} weeks",
    "wk one": "{0} week",
    "d": "{0} days",
    "d one": "{0} day",
}
#: What is told of a sheet.
_TOLD: Mapping[str, str] = {
    "name with value": "{0} {1}",
    "parameter with value": "{0}, {1}",
    "value of day": "{0} of {1}",
    "value is": "{0} is {1}",
    "answer is": "{0}: {1}",
    "answer is not": "{0}: {1}, not {2}",
    "told as yes": "{0}, which counts as yes",
    "told as no": "{0}, which counts as no",
}

_CAPITALISED = re.compile(r"A|[A-Z][a-z]+(-[a-z]+)*")
#: A label that is a sentence: what it is about, its verb, and the rest.
_SENTENCE = re.compile(
    r"(?P<subject>.+?) (?P<verb>(?:is|are|does|can) not|cannot|is|are|can) (?P<rest>.+)"
)
#: A label that denies a thing: 'No limit on the dose'.
_NONE = re.compile(r"no (?P<thing>[\w ]+? (?:that|on|of|for) .+)")
#: Words after which a verb belongs to something else than the label.
_RELATIVE = re.compile(r"\b(which|that|who|whose|where|what|if)\b", re.IGNORECASE)
_OPPOSITE: Mapping[str, str] = {
    "is": "is not",
    "are": "are not",
    "can": "cannot",
    "is not": "is",
    "are not": "are",
    "can not": "can",
    "cannot": "can",
    "does not": "does",
}
#: Subjects of which there are many: spans of time, and things that come in numbers.
_MANY = re.compile(r"(the )?(years|months|weeks|days|hours)\b|[\w ]+ (stones|reflexes)$", re.I)
_OF = re.compile(r"\b(of|that|to the)\b")


def in_sentence(label: str) -> str:
    """This function will write a label as it stands inside a sentence.

    A first word in small letters loses its capital; an abbreviation keeps its own: PTH,
    25(OH)D, eGFR.
    """
    first, space, rest = label.partition(" ")
    is_word = _CAPITALISED.fullmatch(first.rstrip(",:")) is not None
    return f"{first.lower() if is_word else first}{space}{rest}"


def as_sentence(words: str) -> str:
    """This function will write words as the start of a sentence: 'serum …' becomes 'Serum …'."""
    first = words.partition(" ")[0]
    is_word = first.rstrip(",:").replace("-", "").isalpha() and first.islower()
    return words[:1].upper() + words[1:] if is_word else words


def _inside(label: str) -> str:
    """A label in a sentence. What follows its only comma stands in brackets: 'PTH (intact)'."""
    said = in_sentence(label)
    name, comma, aside = said.partition(", ")
    is_list = "," in aside or "(" in said or re.search(r"\b(and|or)\b", aside) is not None
    return said if not comma or is_list else f"{name} ({aside})"


def _definite(label: str) -> str:
    """A calculated value in a sentence: 'the expected rise of 25(OH)D'."""
    said = _inside(label)
    has_own = said.split(" ", 1)[0] in {"a", "an", "the", "what", "no"} or said[:1].isupper()
    name = said.partition(" (")[0]
    return f"the {said}" if _OF.search(name) and name[:1].isalpha() and not has_own else said


def _statement(label: str) -> tuple[str, str] | None:
    """How a label that is a sentence is said and denied: 'calcium is high', '… is not high'."""
    said = in_sentence(label)
    if none := _NONE.fullmatch(said):
        article = "an" if none["thing"][0] in "aeiou" else "a"
        return f"there is {said}", f"there is {article} {none['thing']}"
    found = _SENTENCE.fullmatch(said)
    if found is None or _RELATIVE.search(found["subject"]) or found["subject"].startswith("no "):
        return None
    return found[0], f"{found['subject']} {_OPPOSITE[found['verb']]} {found['rest']}"


def _agree(phrase: str, subject: str) -> str:
    """A phrase for one thing, or for several: 'the weeks on this dose are at least 8'."""
    is_many = _MANY.match(subject) is not None and phrase.startswith("{0} is ")
    return phrase.replace("{0} is ", "{0} are ", 1) if is_many else phrase


ENGLISH = Words(
    language="en",
    phrases={
        **_COMPARISONS,
        **_BANDS,
        **_CALCULATIONS,
        **_LOGIC,
        **_CHOICES,
        **_KNOWLEDGE,
        **_NAMES,
        **_TOLD,
    },
    date=format_date,
    inside=_inside,
    definite=_definite,
    capital=as_sentence,
    statement=_statement,
    agree=_agree,
)
