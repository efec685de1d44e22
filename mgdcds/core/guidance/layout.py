"""In which order the keys of each kind of entry stand in its file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES

#: Keys in order; a key of tables has the layout of those tables.
Layout = Mapping[str, "Layout | None"]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DATED_KEYS = frozenset({"on", "reviewed_on", "review_due", "birth_date"})


def _keys(words: str, **inner: Layout) -> Layout:
    return MappingProxyType({key: inner.get(key) for key in words.split()})


_CODES = _keys("loinc loinc_mass loinc_molar loinc_part snomed icd10 icd9 rxnorm names")
_UNIT = _keys("code label factor decimals least_decimals system pairs also")
_INSTEAD = _keys("verb target detail when limit in_weeks")
_GATE = _keys("gate when_false when_unknown instead", instead=_INSTEAD)
_ACTION = _keys("verb target detail when limit in_weeks gates", gates=_GATE)
_LEVEL = _keys("when urgency clinician patient actions", actions=_ACTION)

LAYOUTS: Mapping[EntryKind, Layout] = MappingProxyType(
    {
        EntryKind.FACT: _keys(
            "name kind label question help section position list common unit substance decimals "
            "units plausible possible fresh_days choices codes instead_of source retired",
            units=_UNIT,
            choices=_keys("value label codes", codes=_CODES),
            codes=_CODES,
        ),
        EntryKind.DEFINITION: _keys("name label note source expression"),
        EntryKind.PARAMETER: _keys("name label like value profiles source"),
        EntryKind.RULE: _keys(
            "code title category when strength certainty needs evidence claims why_it_matters "
            "owner authored_by checked_by reviewed_on review_due folded levels tags blocks "
            "attributes",
            levels=_LEVEL,
            tags=_keys("when text"),
            blocks=_keys("gate when"),
            attributes=_keys(" ".join(SOURCE_ATTRIBUTES)),
        ),
        EntryKind.CASE: _keys(
            "name rule note on reviewed profile facts limits expect",
            expect=_keys("fires withheld unknown not_met"),
        ),
        EntryKind.SOURCE: _keys(
            "key name citation title authors journal year doi pmid pmcid kind design n population "
            "exposure limits certainty verified from_memory note"
        ),
        EntryKind.FINDING: _keys(
            "key text population comparison outcome measure effect interval n p supports "
            "qualifies contradicts verified animal"
        ),
        EntryKind.CLAIM: _keys(
            "key title sentence wording often_said problem basis certainty starts_at "
            "starts_because domains",
            domains=_keys("name rated_down_by rated_up_by reason"),
        ),
        EntryKind.TRANSLATION: _keys("key language kind of english"),
    }
)


def arrange(content: Mapping[str, Any], layout: Layout | None) -> dict[str, Any]:
    """This function will put the keys of a table, and of tables in it, in the order of a layout.

    Keys that the layout does not name come last, in alphabetical order. Dates become dates.
    """
    known = layout or {}
    order = {key: at for at, key in enumerate(known)}
    keys = sorted(content, key=lambda key: (order.get(key, len(order)), key))
    return {key: _arranged(key, content[key], known.get(key)) for key in keys}


def as_date(value: Any) -> Any:
    """This function will turn the text of a date into a date; anything else stays as it is."""
    if isinstance(value, str) and _DATE.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _arranged(key: str, value: Any, layout: Layout | None) -> Any:
    if isinstance(value, Mapping):
        return arrange(value, layout)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_arranged("", item, layout) for item in value]
    return as_date(value) if key in _DATED_KEYS else value
