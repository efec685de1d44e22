"""What every page's frame needs: who is here, where they can go, which program this is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from mgdcds import __version__
from mgdcds.pages.components.values import Link
from mgdcds.pages.components.words import Word

EVERYBODY = frozenset({"clinician", "author", "approver", "auditor", "administrator"})

#: The rail, in groups: label, name of the address, icon, roles that see it.
_RAIL: tuple[tuple[tuple[Word, str, str, frozenset[str]], ...], ...] = (
    (
        (_("Worklist"), "desk:worklist", "worklist", frozenset({"clinician"})),
        (_("Patients"), "entry:patients", "patients", frozenset({"clinician"})),
    ),
    (
        (_("Evidence"), "evidence:index", "evidence", EVERYBODY),
        (_("Rules"), "evidence:rules", "rules", EVERYBODY),
    ),
    (
        (_("Workspace"), "workspace:drafts", "workspace", frozenset({"author", "approver"})),
        (
            _("Releases"),
            "workspace:releases",
            "releases",
            frozenset({"author", "approver", "auditor"}),
        ),
    ),
    (
        (_("People"), "office:people", "person", frozenset({"administrator"})),
        (_("Clinics"), "office:clinics", "clinic", frozenset({"administrator"})),
        (_("Trail"), "office:trail", "trail", frozenset({"administrator", "auditor"})),
    ),
)

#: Where a day begins, by role: the first that a person has.
_HOMES = (
    ("clinician", "desk:worklist"),
    ("author", "workspace:drafts"),
    ("approver", "workspace:drafts"),
    ("administrator", "office:people"),
    ("auditor", "office:trail"),
)


@dataclass(frozen=True)
class Frame:
    """The frame of a page. `person` is empty when nobody is signed in."""

    person: str
    username: str
    clinic: str
    roles: frozenset[str]
    nav: tuple[tuple[Link, ...], ...]
    home_url: str
    search_url: str
    about_url: str
    version: str
    is_demo: bool
    idle_seconds: int


def frame(request: HttpRequest) -> dict[str, Any]:
    """This function will answer the context of the frame, for every page."""
    actor = getattr(request, "actor", None)
    roles = frozenset(str(role) for role in actor.roles) if actor else frozenset()
    value = Frame(
        person=actor.name if actor else "",
        username=actor.username if actor else "",
        clinic=actor.clinic_name if actor else "",
        roles=roles,
        nav=_nav(roles, request.path) if actor else (),
        home_url=home_url(roles),
        search_url=url_or_nothing("entry:patients") if "clinician" in roles else "",
        about_url=url_or_nothing("office:about"),
        version=__version__,
        is_demo=not settings.PRODUCTION,
        idle_seconds=settings.SESSION_COOKIE_AGE,
    )
    return {"frame": value}


def home_url(roles: Iterable[str]) -> str:
    """This function will answer where somebody with these roles begins their day."""
    held = {str(role) for role in roles}
    found = (url_or_nothing(name) for role, name in _HOMES if role in held)
    return next((url for url in found if url), url_or_nothing("office:clinic_switch") or "/")


def url_or_nothing(name: str) -> str:
    """This function will answer the address of a name, or "" where that page does not exist."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _nav(roles: frozenset[str], path: str) -> tuple[tuple[Link, ...], ...]:
    groups = (
        tuple(
            Link(str(label), url, icon, is_current=_is_at(url, path))
            for label, name, icon, seen_by in group
            if seen_by & roles and (url := url_or_nothing(name))
        )
        for group in _RAIL
    )
    return tuple(group for group in groups if group)


def _is_at(url: str, path: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))
