"""`manage.py ship_knowledge`: bring the shipped knowledge into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mgdcds.core.values.problems import UnableTo
from mgdcds.stores.library import operations
from mgdcds.stores.library.shipped import load_shipped_entries


class Command(BaseCommand):
    """Release 1 on an empty database; on any other a draft, where the program brings news."""

    help = "Bring the shipped knowledge into the database (release 1, or a draft to review)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        entries, at = load_shipped_entries(), timezone.now()
        try:
            release = operations.ship_first_release(entries=entries, at=at)
            draft = operations.offer_shipped_update(entries=entries, at=at)
        except UnableTo as unable:
            raise CommandError(str(unable)) from unable
        if release is not None:
            self.stdout.write(f"The shipped knowledge is release {release.number}, in effect now.")
        elif draft is not None:
            self.stdout.write(f"Draft {draft.id} '{draft.title}' waits to be reviewed.")
        else:
            self.stdout.write("The database has what is shipped. Nothing was changed.")
