"""What the pages of the office show, already in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from mgdcds.pages.components.values import Link
from mgdcds.pages.office.forms import SignInForm


@dataclass(frozen=True)
class SignInPage:
    """The sign-in. `onward` is where to go then; `demo` are usernames of the demonstration."""

    title: str
    form: SignInForm
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


def present_sign_in(form: SignInForm, *, onward: str, demo: tuple[str, ...]) -> SignInPage:
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
