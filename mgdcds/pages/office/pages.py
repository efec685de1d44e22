"""What the pages of the office show, already in words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.pages.components.values import Link
from mgdcds.pages.office import words
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.accounts.paging import Page
from mgdcds.stores.accounts.values import ClinicValue, PersonValue, TrailValue


@dataclass(frozen=True)
class SignInPage:
    """The sign-in. `onward` is where to go then; `demo` are usernames of the demonstration."""

    title: str
    form: forms.Form
    onward: str
    demo: tuple[str, ...]
    demo_password: str
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True)
class LockedPage:
    """Too many failures: how many, how long the wait, and until when (in UTC)."""

    title: str
    failures: int
    minutes: int
    until: str
    crumbs: tuple[Link, ...] = ()


@dataclass(frozen=True)
class FormPage:
    """A page with one form. `back` is where it is left without saving."""

    title: str
    form: forms.Form
    back: str
    crumbs: tuple[Link, ...]


@dataclass(frozen=True)
class PersonRow:
    """One person in the list."""

    name: str
    username: str
    roles: str
    url: str
    is_active: bool
    is_demo: bool
    is_oneself: bool
    last_sign_in_at: datetime.datetime | None


@dataclass(frozen=True)
class PeoplePage:
    """The people of a clinic."""

    title: str
    clinic: str
    rows: tuple[PersonRow, ...]
    crumbs: tuple[Link, ...]


@dataclass(frozen=True)
class PersonPage:
    """One person: roles, password, whether they can sign in."""

    title: str
    person: PersonRow
    user_id: int
    form: forms.Form
    password_form: forms.Form
    clinic: str
    crumbs: tuple[Link, ...]


@dataclass(frozen=True)
class ClinicRow:
    """One clinic in the list. Only the one that is worked in can be edited."""

    id: int
    name: str
    address: str
    time_zone: str
    units: str
    profile: str
    is_here: bool


@dataclass(frozen=True)
class ClinicsPage:
    """The clinics of a person, to edit or to work in."""

    title: str
    rows: tuple[ClinicRow, ...]
    crumbs: tuple[Link, ...]
    onward: str = ""


@dataclass(frozen=True)
class EventRow:
    """One event: who did what to which record. `record` is empty where the deed says it all."""

    at: datetime.datetime
    name: str
    deed: str
    record: str
    detail: str


@dataclass(frozen=True)
class TrailPage:
    """Events of the trail, and what was asked for. `events` says which page of how many."""

    title: str
    form: forms.Form
    rows: tuple[EventRow, ...]
    events: Page[TrailValue]
    is_filtered: bool
    page_url: str
    crumbs: tuple[Link, ...]


def present_sign_in(form: forms.Form, *, onward: str, demo: tuple[str, ...]) -> SignInPage:
    """This function will answer the sign-in page."""
    password = settings.DEMO_PASSWORD if demo else ""
    return SignInPage(_("Sign in"), form, onward, demo, password)


def present_locked(
    until: datetime.datetime, *, failures: int, wait: datetime.timedelta
) -> LockedPage:
    """This function will answer the page of a lock-out."""
    minutes = max(1, round(wait.total_seconds() / 60))
    return LockedPage(
        title=_("Sign-in is locked"),
        failures=failures,
        minutes=minutes,
        until=f"{until.astimezone(datetime.UTC):%H:%M} UTC",
    )


def present_form(title: str, form: forms.Form, *, back: str, under: str = "") -> FormPage:
    """This function will answer a page with one form, under the list it belongs to."""
    crumbs = (Link(under, back), Link(title)) if under else (Link(title),)
    return FormPage(title, form, back, crumbs)


def present_people(people: tuple[PersonValue, ...], *, actor: Actor) -> PeoplePage:
    """This function will answer the list of people."""
    rows = tuple(_person_row(person, actor) for person in people)
    return PeoplePage(_("People"), actor.clinic_name, rows, (Link(_("People")),))


def present_person(
    person: PersonValue, *, actor: Actor, form: forms.Form, password_form: forms.Form
) -> PersonPage:
    """This function will answer the page of one person."""
    return PersonPage(
        title=person.name,
        person=_person_row(person, actor),
        user_id=person.user_id,
        form=form,
        password_form=password_form,
        clinic=actor.clinic_name,
        crumbs=(Link(_("People"), reverse("office:people")), Link(person.name)),
    )


def present_clinics(
    clinics: tuple[ClinicValue, ...], *, actor: Actor, title: str, onward: str = ""
) -> ClinicsPage:
    """This function will answer the clinics of a person."""
    rows = tuple(_clinic_row(clinic, actor) for clinic in clinics)
    return ClinicsPage(title, rows, (Link(title),), onward)


def present_trail(
    form: forms.Form,
    events: Page[TrailValue],
    *,
    asked: Mapping[str, Any],
    people: tuple[PersonValue, ...],
) -> TrailPage:
    """This function will answer a page of the trail."""
    names = {str(person.user_id): person.name for person in people}
    kept = {name: value for name, value in asked.items() if value and name != "page"}
    return TrailPage(
        title=_("Trail"),
        form=form,
        rows=tuple(_event_row(event, names) for event in events.rows),
        events=events,
        is_filtered=bool(kept),
        page_url=f"?{urlencode(kept)}",
        crumbs=(Link(_("Trail")),),
    )


def _person_row(person: PersonValue, actor: Actor) -> PersonRow:
    return PersonRow(
        name=person.name,
        username=person.username,
        roles=words.roles_text(person.roles),
        url=reverse("office:person", args=[person.user_id]),
        is_active=person.is_active,
        is_demo=person.is_demo,
        is_oneself=person.user_id == actor.user_id,
        last_sign_in_at=person.last_sign_in_at,
    )


def _event_row(event: TrailValue, names: Mapping[str, str]) -> EventRow:
    is_about_people = event.kind in {"person", "password", "sign-in"}
    record = names.get(event.subject, event.subject) if is_about_people else event.subject
    is_oneself = is_about_people and event.subject == str(event.user_id)
    deed = event.verb if event.kind == "sign-in" else f"{event.verb} {event.kind}"
    return EventRow(event.at, event.name, deed, "" if is_oneself else record, event.detail)


def _clinic_row(clinic: ClinicValue, actor: Actor) -> ClinicRow:
    return ClinicRow(
        id=clinic.id,
        name=clinic.name,
        address=clinic.address,
        time_zone=clinic.time_zone,
        units=words.choice_word(words.UNIT_SYSTEMS, clinic.unit_system),
        profile=words.choice_word(words.PROFILES, clinic.profile),
        is_here=clinic.id == actor.clinic_id,
    )
