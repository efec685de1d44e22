"""`manage.py write_docs`: write the generated pages of docs/, or check that they are current."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.cql.manual import write_language_manual
from mgdcds.core.dictionary.manual import write_dictionary_manual
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.manual import write_rules_manual
from mgdcds.stores.library.shipped import load_shipped_rulebook

#: Each generated page and what writes it.
PAGES: dict[str, Callable[[Rulebook], str]] = {
    "dictionary.md": lambda rulebook: write_dictionary_manual(rulebook.dictionary),
    "rules.md": write_rules_manual,
    "language.md": lambda rulebook: write_language_manual(),
}


class Command(BaseCommand):
    """Writes the generated pages."""

    help = "Write the generated pages of docs/. With --check, only say which are out of date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        rulebook = load_shipped_rulebook()
        stale = []
        for name, write in PAGES.items():
            path, text = Path(settings.BASE_DIR) / "docs" / name, write(rulebook)
            if path.exists() and path.read_text(encoding="utf-8") == text:
                continue
            stale.append(name)
            if not check:
                path.write_text(text, encoding="utf-8")
        if check and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run: make docs")
        self.stdout.write("docs/ is current." if not stale else f"Written: {', '.join(stale)}.")
