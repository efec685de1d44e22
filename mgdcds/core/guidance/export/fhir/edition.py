"""What all resources of one export share: where they live, their version, their status."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from mgdcds.core.guidance.export.library import NO_NOTICES, Notices

#: A made-up host: nothing is published there. Whoever publishes the resources names their own.
BASE = "https://mgdcds.example/fhir"
PUBLISHER = "The mgdcds project"
_NO_ID = re.compile(r"[^A-Za-z0-9]+")
_LONGEST_ID = 64
Resource = dict[str, Any]


@dataclass(frozen=True)
class Edition:
    """One export. `date` is an ISO date, `base` an absolute address without a slash at its end.

    `notices` are the words that stand over a rule now, by its code; `withdrawn` are the codes of
    rules that are not to be used any more.
    """

    version: str
    date: str
    base: str = BASE
    notices: Notices = field(default_factory=lambda: NO_NOTICES)
    withdrawn: frozenset[str] = frozenset()

    def url(self, kind: str, id: str) -> str:
        """This method will answer the canonical address of a resource."""
        return f"{self.base}/{kind}/{id}"

    def canonical(self, kind: str, id: str) -> str:
        """This method will answer the canonical address of this version of a resource."""
        return f"{self.url(kind, id)}|{self.version}"

    def resource(self, kind: str, id: str, /, *, title: str, **content: Any) -> Resource:
        """This method will make a resource; what is empty is left out.

        It is a draft and experimental: whoever brings it into use says otherwise, and when.
        """
        shared = {
            "resourceType": kind,
            "id": id,
            "url": self.url(kind, id),
            "version": self.version,
            "name": computable_name(id),
            "title": title,
            "status": "draft",
            "experimental": True,
            "date": self.date,
            "publisher": PUBLISHER,
        }
        return filled({**shared, **content})


def filled(content: dict[str, Any]) -> Resource:
    """This function will leave out what is empty: FHIR has no empty elements."""
    return {key: value for key, value in content.items() if value not in ("", None, [], {})}


def id_of(*words: str) -> str:
    """This function will make an id of words: letters, digits and hyphens, at most 64."""
    return _NO_ID.sub("-", "-".join(words)).strip("-")[:_LONGEST_ID].rstrip("-")


def computable_name(id: str) -> str:
    """This function will make a name as machines want it: RuleB02."""
    return "".join(word[:1].upper() + word[1:] for word in id.split("-"))
