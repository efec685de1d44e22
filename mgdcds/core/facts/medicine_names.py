"""Which facts a medicine's free-text name means, and which way it is given.

Names are matched as whole words, so that 'metoprolol' is no 'metolazone', and brand names
count as well as generic ones. Nothing is matched by likeness.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.units import INVISIBLE

_NOT_WORD = re.compile(r"[^a-z0-9+]+")
# fmt: off
_LOCAL = frozenset((
    "cream", "creams", "crm", "ointment", "oint", "lotion", "topical", "patch", "transdermal",
    "shampoo", "foam", "nasal", "eye", "eyes", "ear", "ears", "ophthalmic", "ophth", "otic",
    "inhal", "inhaler", "inhalation", "inh", "neb", "nebs", "nebulizer", "nebuliser", "rectal",
    "suppository", "enema", "vaginal", "mouthwash", "rinse", "lozenge", "drop", "drops", "td",
    "tp", "pr",
))
_INJECTED = frozenset((
    "iv", "ivpb", "intravenous", "injection", "injectable", "inj", "infusion", "im",
    "intramuscular", "sc", "subcutaneous", "parenteral",
))
_BY_MOUTH = frozenset((
    "po", "oral", "orally", "mouth", "tablet", "tablets", "tab", "tabs", "capsule", "capsules",
    "cap", "caps", "ng",
))
# fmt: on


class Way(StrEnum):
    """The way in which a medicine is given, as far as its words tell."""

    MOUTH = "by mouth"
    INJECTION = "by injection"
    LOCAL = "locally"
    UNKNOWN = ""


@dataclass(frozen=True)
class NameMatch:
    """A fact that a text means, and the name in it."""

    fact: Fact
    name: str


def find_medicines(dictionary: Dictionary, text: str) -> tuple[NameMatch, ...]:
    """This function will find the facts whose medicine names stand in a text, each once."""
    words = _phrase(text)
    found: dict[str, NameMatch] = {}
    for fact in dictionary.facts.values():
        for name in fact.codes.get("names", ()):
            if _phrase(name) in words:
                found.setdefault(fact.name, NameMatch(fact, name))
    return tuple(found.values())


def way_of(*texts: str) -> Way:
    """This function will tell the way a medicine is given from its name, dose and route words.

    A local form comes first ("eye drops"), then what is written of an injection, then the mouth.
    """
    words = {word for text in texts for word in words_of(text)}
    for way, signs in _WAYS.items():
        if words & signs:
            return way
    return Way.UNKNOWN


def way_counts(fact: Fact, way: Way) -> bool:
    """This function will tell whether a medicine given this way counts for a fact.

    A local form never counts. An unknown way counts: the name alone is what was recorded.
    """
    if way is Way.LOCAL:
        return False
    wanted = {Way.MOUTH, Way.INJECTION} & {Way(word) for word in _ways_wanted(fact)}
    return way is Way.UNKNOWN or not wanted or way in wanted


def counts_long_term_only(fact: Fact) -> bool:
    """This function will tell whether a fact means a medicine taken for 3 months or more."""
    return "long term" in fact.codes.get("counts", ())


def words_of(text: str) -> list[str]:
    """This function will answer the words of a text in small letters, without accents."""
    apart = unicodedata.normalize("NFKD", INVISIBLE.sub("", text)).lower()
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return [word for word in _NOT_WORD.split(plain) if word]


@lru_cache(maxsize=4096)
def _phrase(text: str) -> str:
    return f" {' '.join(words_of(text))} "


_WAYS: Mapping[Way, frozenset[str]] = {
    Way.LOCAL: _LOCAL,
    Way.INJECTION: _INJECTED,
    Way.MOUTH: _BY_MOUTH,
}


def _ways_wanted(fact: Fact) -> list[str]:
    ways = (Way.MOUTH.value, Way.INJECTION.value)
    return [word for word in fact.codes.get("counts", ()) if word in ways]
