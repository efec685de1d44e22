"""`manage.py prove_release`: ask the shipped release about every possible patient."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.authoring.proofs.answers import Answer
from mgdcds.core.authoring.proofs.starting import UnableToProve, start_prover
from mgdcds.core.facts.case_print import print_case
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.files import entries_from_files
from mgdcds.core.guidance.rulebook import load_rulebook
from mgdcds.stores.library.shipped import FOLDER, LABEL, load_shipped_files

PAGE = "proofs.md"


class Command(BaseCommand):
    """Ends with exit code 1 on contradicting advice, a dead rule, a gap or an overlap."""

    help = (
        "Prove that rules can fire, that advice never contradicts itself, that the bands of "
        "25(OH)D have no gap, and more; or show the patient for whom it is otherwise."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
        parser.add_argument("--json", action="store_true", help="every answer as JSON")
        parser.add_argument("--write", action="store_true", help=f"write docs/{PAGE}")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """This method will ask, and print what was found."""
        # The prover is slow to load, and most commands never need it.
        try:
            prove_release = start_prover()
        except UnableToProve as unable:
            raise CommandError(str(unable)) from unable
        from mgdcds.core.authoring.proofs.page import write_proofs_page  # noqa: PLC0415

        rulebook = load_rulebook(entries_from_files(load_shipped_files(folder)), label=LABEL)
        proofs = prove_release(rulebook)
        page = write_proofs_page(rulebook, proofs)
        if options["write"]:
            (Path(settings.BASE_DIR) / "docs" / PAGE).write_text(page, encoding="utf-8")
        self.stdout.write(_json(rulebook, proofs.answers) if options["json"] else page)
        if proofs.serious:
            told = "\n".join(answer.said for answer in proofs.serious)
            raise CommandError(f"{len(proofs.serious)} findings stand against publishing.\n{told}")
        if proofs.undecided:
            self.stderr.write(f"{len(proofs.undecided)} questions stayed undecided.")


def _json(rulebook: Rulebook, answers: tuple[Answer, ...]) -> str:
    return json.dumps([_plain(rulebook, answer) for answer in answers], indent=1)


def _plain(rulebook: Rulebook, answer: Answer) -> dict[str, Any]:
    witness = answer.witness
    return {
        "kind": answer.question.kind.value,
        "subject": answer.question.subject,
        "question": answer.question.text,
        "verdict": answer.verdict.value,
        "finding": answer.said,
        "is_serious": answer.is_serious,
        "case": answer.case,
        "witness": None if witness is None else print_case(witness, dictionary=rulebook.dictionary),
    }
