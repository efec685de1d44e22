"""`manage.py replay [ID | --all]`: is what was advised still what the program computes?"""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.values.dates import format_date
from mgdcds.stores.evaluations.replaying import broken_chains, replay, replay_all
from mgdcds.stores.evaluations.values import EvaluationNotFound, Replay


class Command(BaseCommand):
    """Recomputes stored advice and compares the bytes; with --all, looks at the chains too."""

    help = "Recompute stored advice and compare it byte for byte."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One evaluation by its id, or all of them."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("id", nargs="?", type=uuid.UUID, help="The id of one advice.")
        which.add_argument("--all", action="store_true", help="Every advice, and the chains.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Prints what differs; the command fails when anything does."""
        one = options["id"]
        differing = self._all() if one is None else self._one(one)
        if differing:
            raise CommandError("What was stored and what was computed differ.")

    def _one(self, evaluation_id: uuid.UUID) -> int:
        try:
            found = replay(evaluation_id)
        except EvaluationNotFound as unknown:
            raise CommandError(str(unknown)) from unknown
        self.stdout.write(_words(found))
        return int(not found.is_same)

    def _all(self) -> int:
        number = differing = 0
        for found in replay_all():
            number += 1
            if not found.is_same:
                differing += 1
                self.stdout.write(_words(found))
        broken = broken_chains()
        for clinic_id, place in broken.items():
            self.stdout.write(f"The chain of clinic {clinic_id} is broken at link {place}.")
        self.stdout.write(f"{number - differing} of {number} came out the same, byte for byte.")
        return differing + len(broken)


def _words(found: Replay) -> str:
    outcome = found.problem or "The same, byte for byte."
    return f"{found.evaluation_id} of {format_date(found.on)}, {found.release_label}: {outcome}"
