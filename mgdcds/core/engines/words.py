"""The words of the English of rules, apart from the code that puts them together.

Another language needs another set of these tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: For each comparison: what it says, and what is said when it is false.
COMPARISONS: Mapping[str, tuple[str, str]] = {
    "Equal": ("is", "is not"),
    "NotEqual": ("is not", "is"),
    "Equivalent": ("is", "is not"),
    "NotEquivalent": ("is not", "is"),
    "Less": ("is below", "is not below"),
    "LessOrEqual": ("is at most", "is above"),
    "Greater": ("is above", "is not above"),
    "GreaterOrEqual": ("is at least", "is below"),
    "In": ("is", "is not"),
    "Contains": ("contains", "does not contain"),
    "IncludedIn": ("lies in", "does not lie in"),
    "Includes": ("includes", "does not include"),
    "ProperlyIncludedIn": ("lies wholly inside", "does not lie wholly inside"),
    "ProperlyIncludes": ("wholly includes", "does not wholly include"),
    "OverlapsBefore": ("starts before and overlaps with", "does not start before and overlap with"),
    "OverlapsAfter": ("ends after and overlaps with", "does not end after and overlap with"),
    "SameOrBefore": ("ends at the latest with", "ends after"),
    "SameOrAfter": ("starts at the earliest with", "starts before"),
    "Meets": ("adjoins", "does not adjoin"),
    "MeetsBefore": ("ends right before", "does not end right before"),
    "MeetsAfter": ("starts right after", "does not start right after"),
    "Starts": ("starts", "does not start"),
    "Ends": ("ends", "does not end"),
    "Overlaps": ("overlaps with", "does not overlap with"),
    "Before": ("is before", "is not before"),
    "After": ("is after", "is not after"),
    "Between": ("is between", "is not between"),
    "Exists": ("has a known element", "has no known element"),
}
#: The same for dates, where they differ.
COMPARISONS_OF_DATES: Mapping[str, tuple[str, str]] = {
    "Less": ("is before", "is not before"),
    "LessOrEqual": ("is on or before", "is after"),
    "Greater": ("is after", "is not after"),
    "GreaterOrEqual": ("is on or after", "is before"),
}
#: Signs between two values.
SIGNS: Mapping[str, str] = {
    "Add": "+",
    "Subtract": "−",
    "Multiply": "×",
    "Divide": "÷",
    "TruncatedDivide": "÷ (whole)",
    "Modulo": "modulo",
}
#: Which signs are read first: those of a higher rank.
RANKS: Mapping[str, int] = {
    "Add": 1,
    "Subtract": 1,
    "Multiply": 2,
    "Divide": 2,
    "TruncatedDivide": 2,
    "Modulo": 2,
}
#: Functions, with their operands filled in.
FUNCTIONS: Mapping[str, str] = {
    "Negate": "−{}",
    "Abs": "the size of {}",
    "Ceiling": "{} rounded up",
    "Floor": "{} rounded down",
    "Truncate": "{} without its decimals",
    "Round": "{} rounded",
    "Ln": "the natural logarithm of {}",
    "Exp": "e to the power of {}",
    "Power": "{} to the power of {}",
    "Value": "{}",
    "Min": "the least of {}",
    "Max": "the greatest of {}",
    "Sum": "the sum of {}",
    "Count": "the number of {}",
    "Start": "the start of {}",
    "End": "the end of {}",
    "Log": "the logarithm of {} to the base {}",
    "Predecessor": "the value right before {}",
    "Successor": "the value right after {}",
    "Width": "the width of {}",
    "PointFrom": "the only point of {}",
    "Union": "{} together with {}",
    "Intersect": "what {} has in common with {}",
    "Except": "{} without {}",
    "Collapse": "{} put together",
    "Expand": "the parts of {}",
    "MinimumInteger": "the least whole number",
    "MinimumLong": "the least long whole number",
    "MinimumDecimal": "the least number",
    "MinimumDate": "the first date",
    "MaximumInteger": "the greatest whole number",
    "MaximumLong": "the greatest long whole number",
    "MaximumDecimal": "the greatest number",
    "MaximumDate": "the last date",
    "Today": "today",
    "YearsBetween": "the years from {} to {}",
    "MonthsBetween": "the months from {} to {}",
    "WeeksBetween": "the weeks from {} to {}",
    "DaysBetween": "the days from {} to {}",
}

YES, NO, NOT_KNOWN, NOT_RECORDED = "yes", "no", "not known", "not recorded"
ALWAYS, NEVER, NOTHING, THE = "always", "never", "nothing", "the"
#: Why a recorded value is not used, after its name.
SET_ASIDE: Mapping[str, str] = {
    "stale": "is too old to count",
    "haemolysed": "does not count, because the sample was haemolysed",
    "not recorded": "is not recorded",
}

_CAPITALISED = re.compile(r"A|[A-Z][a-z]+(-[a-z]+)*")


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


def one_of(parts: Sequence[str]) -> str:
    """This function will write alternatives: 'a, b or c'."""
    return _listed(parts, "or")


def all_of(parts: Sequence[str]) -> str:
    """This function will write things together: 'a, b and c'."""
    return _listed(parts, "and")


def _listed(parts: Sequence[str], word: str) -> str:
    if len(parts) < 2:
        return "".join(parts)
    comma = "; " if any("," in part for part in parts[:-1]) else ", "
    return f"{comma.join(parts[:-1])} {word} {parts[-1]}"
