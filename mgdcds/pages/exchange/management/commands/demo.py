"""`manage.py demo`: migrate, make demo data where there is none, and serve."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mgdcds.pages.exchange.demo.build import PASSWORD, SIGN_INS, is_built, record_demo


class Command(BaseCommand):
    """Starts the demonstration."""

    help = "Start the program with demo data on 127.0.0.1."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-serve", action="store_true", help="prepare the data only")

    def handle(self, *_args: Any, port: int, no_serve: bool, **_options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demonstration does not run with MGDCDS_PRODUCTION set.")
        call_command("migrate", verbosity=0)
        if is_built():
            self.stdout.write("The data of the last time is kept.")
        else:
            self.stdout.write("Making demo clinics and patients (once) …")
            number = record_demo(at=timezone.now())
            self.stdout.write(f"{number} made-up patients are there.")
        self._tell(port)
        if not no_serve:
            _serve(port)

    def _tell(self, port: int) -> None:
        self.stdout.write(f"\n  Open  http://127.0.0.1:{port}/   (Ctrl+C stops it)\n")
        self.stdout.write(f"  Password of every sign-in: {PASSWORD}\n")
        for person in SIGN_INS:
            roles = ", ".join(person.roles)
            self.stdout.write(f"    {person.username:<14} {roles} · {person.clinic}")
        self.stdout.write("")
        self.stdout.flush()


def _serve(port: int) -> None:
    """The process becomes the server, so that Ctrl+C reaches it."""
    folder = Path(sys.executable).parent
    if sys.platform == "win32":
        command = [str(folder / "waitress-serve"), f"--listen=127.0.0.1:{port}"]
    else:
        command = [str(folder / "gunicorn"), "--bind", f"127.0.0.1:{port}", "--threads", "8"]
        command += ["--workers", "1", "--log-level", "warning", "--no-control-socket"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdcds.settings")
    os.execv(command[0], [*command, "mgdcds.wsgi:application"])  # noqa: S606
