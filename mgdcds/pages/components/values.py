"""Small values that every wing of pages uses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A place to go: a crumb, a tab, an entry of the rail. `count` is shown beside the label.

    An empty `url` is a crumb without an address: the page itself.
    """

    label: str
    url: str = ""
    icon: str = ""
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class PatientBanner:
    """What stays in sight on every page of a patient. `flags` are such as "eGFR 25"."""

    name: str
    age: str
    sex: str
    mrn: str = ""
    born: str = ""
    flags: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True)
class Mistake:
    """One line of an error summary. `anchor` is the id of the control to correct."""

    message: str
    anchor: str = ""
    hint: str = ""
