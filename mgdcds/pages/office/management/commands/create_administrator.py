"""`manage.py create_administrator`: the first clinic and its administrator."""

from __future__ import annotations

import getpass
import os
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mgdcds.core.values.problems import UnableTo
from mgdcds.stores.accounts import operations
from mgdcds.stores.accounts.problems import UnableToSaveClinic, UnableToSavePerson

#: For machines, where nobody can type: the password comes from here.
PASSWORD_VARIABLE = "MGDCDS_ADMINISTRATOR_PASSWORD"  # noqa: S105  (the name, not the password)
_ASKED = {"username": "Username", "name": "Your name", "clinic": "Name of the clinic"}


class Command(BaseCommand):
    """Makes the first clinic and the first administrator. What is not given is asked."""

    help = "Make the first clinic and its administrator, on a database without people."

    def add_arguments(self, parser: CommandParser) -> None:
        for name, label in _ASKED.items():
            parser.add_argument(f"--{name}", default="", help=label)
        parser.add_argument("--time-zone", default="UTC", help="such as Europe/Berlin")
        parser.add_argument("--unit-system", default="si", help="si or conventional")
        parser.add_argument("--profile", default="us", help="limits of supplements: us or eu")

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] or self._ask(label) for name, label in _ASKED.items()}
        try:
            made = operations.create_first_administrator(
                username=given["username"],
                full_name=given["name"],
                clinic_name=given["clinic"],
                password=self._password(),
                time_zone=options["time_zone"],
                unit_system=options["unit_system"],
                profile=options["profile"],
                at=timezone.now(),
            )
        except (UnableToSavePerson, UnableToSaveClinic) as refused:
            raise CommandError(_sentences(refused)) from refused
        self.stdout.write(f"{made.name} can sign in as '{made.username}'.")

    def _ask(self, label: str) -> str:
        if not sys.stdin.isatty():
            raise CommandError(
                f"{label} is missing, and nobody is there to ask. Give it as an option."
            )
        return input(f"{label}: ").strip()

    def _password(self) -> str:
        kept = os.environ.get(PASSWORD_VARIABLE, "")
        if kept:
            return kept
        if not sys.stdin.isatty():
            raise CommandError(f"The password is missing. Set {PASSWORD_VARIABLE}.")
        first, second = getpass.getpass("Password: "), getpass.getpass("The same again: ")
        if first != second:
            raise CommandError("The two passwords differ. Nobody was made.")
        return first


def _sentences(refused: UnableTo) -> str:
    return "\n".join(f"{one.message} {one.hint}".strip() for one in refused.problems)
