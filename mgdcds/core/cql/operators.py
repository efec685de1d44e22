"""The registry of operators: every engine, the checker, the printer and the manual read it.

An operator exists when it stands here; a house test asks every reader about every operator.
To add one, declare it in its chapter and write one function for each engine.
"""

from __future__ import annotations

import difflib
from types import MappingProxyType

from mgdcds.core.cql.chapters.arithmetic import ARITHMETIC
from mgdcds.core.cql.chapters.comparison import COMPARISON
from mgdcds.core.cql.chapters.dates import DATES
from mgdcds.core.cql.chapters.intervals import INTERVALS
from mgdcds.core.cql.chapters.lists import LISTS
from mgdcds.core.cql.chapters.logic import LOGIC
from mgdcds.core.cql.chapters.unknowns import UNKNOWNS
from mgdcds.core.cql.operator import Form, Operator

#: The chapters of the manual, in order.
CHAPTERS = MappingProxyType(
    {
        "Logic": LOGIC,
        "Unknowns and choices": UNKNOWNS,
        "Comparisons": COMPARISON,
        "Arithmetic": ARITHMETIC,
        "Lists": LISTS,
        "Intervals": INTERVALS,
        "Dates": DATES,
    }
)
_ALL = tuple(operator for chapter in CHAPTERS.values() for operator in chapter)
#: Every operator by its name.
OPERATORS = MappingProxyType({operator.name: operator for operator in _ALL})
#: Other spellings, which are printed in the usual one.
_SPELLINGS = {
    (Form.INFIX, "during"): "IncludedIn",
    (Form.INFIX, "properly during"): "ProperlyIncludedIn",
    (Form.INFIX, "before or on"): "SameOrBefore",
    (Form.INFIX, "same or before"): "SameOrBefore",
    (Form.INFIX, "after or on"): "SameOrAfter",
    (Form.INFIX, "same or after"): "SameOrAfter",
    (Form.INFIX, "^"): "Power",
    (Form.FUNCTION, "Exists"): "Exists",
    (Form.FUNCTION, "IsNull"): "IsNull",
    (Form.FUNCTION, "IsTrue"): "IsTrue",
    (Form.FUNCTION, "IsFalse"): "IsFalse",
}
_WRITTEN = {(operator.form, operator.symbol): operator.name for operator in _ALL} | _SPELLINGS
_FUNCTIONS = tuple(symbol for form, symbol in _WRITTEN if form is Form.FUNCTION)


def get_operator(name: str) -> Operator:
    """This function will answer an operator by its name in the registry."""
    return OPERATORS[name]


def get_name(form: Form, symbol: str) -> str:
    """This function will answer the name of the operator that is written so."""
    return _WRITTEN[form, symbol]


def find_name(form: Form, symbol: str) -> str | None:
    """This function will find the name of the operator that is written so, or None."""
    return _WRITTEN.get((form, symbol))


def suggest_function(name: str) -> str:
    """This function will find the function most like a name, or answer ''."""
    lower = {symbol.lower(): symbol for symbol in _FUNCTIONS}
    close = difflib.get_close_matches(name[:80].lower(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else ""
