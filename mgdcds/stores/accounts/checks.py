"""Questions for `manage.py check --deploy`: is this database fit for a clinic?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError, connections

from mgdcds.stores.accounts.append_only import missing_triggers
from mgdcds.stores.accounts.queries import demo_sign_ins

USING = "default"


def register_checks() -> None:
    """This function will add the checks to those of `check --deploy`.

    They are not among those of `migrate`, which is the cure for missing triggers.
    """
    register(check_demo_sign_ins, Tags.security, deploy=True)
    register(check_triggers, Tags.security, deploy=True)


def check_demo_sign_ins(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[CheckMessage]:
    """This function will fail while a demonstration sign-in works."""
    if not _has_table("accounts_user"):
        return _unreachable()
    names = demo_sign_ins()
    if not names:
        return []
    return [
        Error(
            f"Demonstration sign-ins work, and their passwords are printed: {', '.join(names)}.",
            hint="Use a database of its own for the clinic, or sign them off on the page 'People'.",
            id="accounts.E001",
        )
    ]


def check_triggers(app_configs: Sequence[AppConfig] | None = None, **_: Any) -> list[CheckMessage]:
    """This function will fail when a table that only grows has lost its triggers."""
    if not _has_table("accounts_trailevent"):
        return []
    return [
        Error(
            f"The database trigger '{name}' is missing, so records could be changed unseen.",
            hint="Run 'manage.py migrate'; it installs the triggers that are missing.",
            id="accounts.E002",
        )
        for name in missing_triggers(USING)
    ]


def _has_table(name: str) -> bool:
    try:
        return name in connections[USING].introspection.table_names()
    except DatabaseError:
        return False


def _unreachable() -> list[CheckMessage]:
    return [
        Warning(
            "The database has no tables yet, or cannot be reached.",
            hint="Set DATABASE_URL, run 'manage.py migrate', and check again.",
            id="accounts.W001",
        )
    ]
