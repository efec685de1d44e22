"""Sign-ins on the trail: those that worked, those refused, and lock-outs."""

from __future__ import annotations

from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils import timezone

from mgdcds.stores.accounts.actor import SYSTEM, Actor
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.accounts.queries import find_user_id, get_actor


def listen() -> None:
    """This function will hear of every sign-in from Django and django-axes."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail_signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="trail_signed_out")
    user_login_failed.connect(_refused, dispatch_uid="trail_refused")
    user_locked_out.connect(_locked_out, dispatch_uid="trail_locked_out")


def _signed_in(sender: Any, user: Any, **_: Any) -> None:
    _record("signed in", get_actor(user.pk))


def _signed_out(sender: Any, user: Any, **_: Any) -> None:
    if user is not None:
        _record("signed out", get_actor(user.pk))


def _refused(sender: Any, credentials: dict[str, Any], **_: Any) -> None:
    _record_attempt("was refused", credentials.get("username"))


def _locked_out(sender: Any, username: str | None, **_: Any) -> None:
    _record_attempt("was locked out", username)


def _record_attempt(verb: str, username: str | None) -> None:
    user_id = find_user_id(username or "")
    if user_id is not None:
        _record(verb, get_actor(user_id))
    else:
        # What was typed is not kept: it may be a password in the wrong field.
        _record(verb, SYSTEM, detail="An unknown username.")


def _record(verb: str, actor: Actor, detail: str = "") -> None:
    # The moment of a sign-in is the moment Django tells of it: nobody can pass it in.
    now = timezone.now()  # noqa: TID251
    record_event(
        actor=actor, verb=verb, kind="sign-in", subject=actor.user_id or "", at=now, detail=detail
    )
