"""Taking elements out of a resource that somebody else wrote: any shape, never a surprise."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mgdcds.core.dictionary.units import INVISIBLE

Resource = Mapping[str, Any]

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(T.*)?", re.DOTALL)
#: The systems of codes by the word in their address or the number of their registry.
SYSTEMS = {
    "loinc": ("loinc.org", "2.16.840.1.113883.6.1"),
    "snomed": ("snomed.info/sct", "2.16.840.1.113883.6.96"),
    "icd10": ("icd-10-cm", "icd-10", "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.3"),
    "icd9": ("icd-9-cm", "2.16.840.1.113883.6.103"),
    "rxnorm": ("rxnorm", "2.16.840.1.113883.6.88"),
}


@dataclass(frozen=True)
class Coding:
    """One code: our word for its system ("" when not one of ours), the code and its display."""

    system: str
    code: str
    display: str


@dataclass(frozen=True)
class Concept:
    """A concept: its codings and its text. `name` is the words to show."""

    codings: tuple[Coding, ...]
    text: str

    @property
    def name(self) -> str:
        """The text, else the first display, else the first code."""
        displays = [coding.display for coding in self.codings if coding.display]
        codes = [coding.code for coding in self.codings if coding.code]
        return next(iter([*filter(None, [self.text]), *displays, *codes]), "A resource")

    @property
    def code(self) -> str:
        """The first code."""
        return next((coding.code for coding in self.codings if coding.code), "")

    def words(self) -> tuple[str, ...]:
        """This method will answer every text in which a name may stand."""
        return tuple(
            filter(None, dict.fromkeys([self.text, *(coding.display for coding in self.codings)]))
        )


def mapping_of(resource: object, key: str) -> Resource:
    """This function will take a complex element; an empty one when it is absent or odd."""
    found = resource.get(key) if isinstance(resource, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def mappings_of(resource: object, key: str) -> tuple[Resource, ...]:
    """This function will take a repeating complex element. A single one counts as a list of one."""
    found = resource.get(key) if isinstance(resource, Mapping) else None
    listed = found if isinstance(found, list) else [found]
    return tuple(item for item in listed if isinstance(item, Mapping))


def text_of(resource: object, key: str) -> str:
    """This function will take a text without unseen characters; "" when absent or odd."""
    return seen(raw_text_of(resource, key))


def raw_text_of(resource: object, key: str) -> str:
    """This function will take a text as it stands."""
    found = resource.get(key) if isinstance(resource, Mapping) else None
    return found if isinstance(found, str) else ""


def seen(text: str) -> str:
    """This function will drop unseen characters."""
    return INVISIBLE.sub("", text).strip()


def has_unseen(text: str) -> bool:
    """This function will tell whether a text has unseen characters."""
    return INVISIBLE.search(text) is not None


def number_of(resource: object, key: str) -> Decimal | None:
    """This function will take a number; None when it is absent, odd or not finite."""
    found = resource.get(key) if isinstance(resource, Mapping) else None
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        return None
    number = Decimal(found)
    return number if number.is_finite() else None


def concept_of(resource: object, key: str) -> Concept:
    """This function will take a codeable concept."""
    found = mapping_of(resource, key)
    codings = tuple(_coding(item) for item in mappings_of(found, "coding"))
    return Concept(codings, text_of(found, "text"))


def code_in(resource: object, key: str) -> str:
    """This function will take the first code of a concept, such as a status."""
    return concept_of(resource, key).code


def unseen_texts(resource: object, key: str) -> Iterator[str]:
    """This function will answer the texts of a concept that have unseen characters."""
    found = mapping_of(resource, key)
    texts = [raw_text_of(found, "text")]
    texts += [raw_text_of(item, "display") for item in mappings_of(found, "coding")]
    return (text for text in texts if has_unseen(text))


def date_of(text: str) -> datetime.date | None:
    """This function will read the day of a FHIR date or moment, as written there.

    A year or a month alone is no day: None.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def moment_of(text: str) -> str:
    """This function will turn a FHIR moment into text that sorts by time, in UTC if it can."""
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return text
    try:
        return moment.astimezone(datetime.UTC).isoformat() if moment.tzinfo else text
    except (OverflowError, ValueError):
        return text


def _coding(item: Resource) -> Coding:
    address = text_of(item, "system").lower()
    system = next(
        (
            word
            for word, signs in SYSTEMS.items()
            if any(_is_system(address, sign) for sign in signs)
        ),
        "",
    )
    return Coding(system, text_of(item, "code"), text_of(item, "display"))


def _is_system(address: str, sign: str) -> bool:
    return address.rstrip("/").endswith(sign)
