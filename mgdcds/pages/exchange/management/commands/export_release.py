"""`manage.py export_release`: a release for other systems, as CQL or as FHIR R4 resources."""

from __future__ import annotations

import re
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.exchange.page import printable_lines
from mgdcds.pages.exchange.printing import print_whole
from mgdcds.pages.exchange.release_files import FORMATS
from mgdcds.pages.exchange.releases import load_release
from mgdcds.pages.exchange.survey import write_files

BAD_INPUT = 2
_ADDRESS = re.compile(r"https?://[^\s|#?]+")


class Command(BaseCommand):
    """Ends with exit code 0 when the release is written, and 2 when it cannot be."""

    help = (
        "Write a release for other systems. The shipped knowledge is used and no database, "
        "unless --release names a release."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("--format", choices=tuple(FORMATS), default="cql")
        parser.add_argument("--release", type=int, help="a release of the database, by its number")
        parser.add_argument(
            "--base",
            type=_address,
            default=settings.FHIR_BASE,
            metavar="URL",
            help="where FHIR resources live",
        )
        parser.add_argument("--out", type=Path, metavar="DIR", help="where to write (else: print)")
        parser.add_argument("--force", action="store_true", help="write over files of that name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """This method will write the files, or print them."""
        try:
            files = FORMATS[options["format"]](load_release(options["release"]), options["base"])
            if options["out"] is not None:
                write_files(options["out"], files, force=options["force"])
        except UnableTo as unable:
            self._refuse(unable.problems)
        if options["out"] is None:
            print_whole(self.stdout, "\n".join(files.values()))
        else:
            self.stdout.write(f"Written to {options['out']}: {', '.join(files)}.")

    def _refuse(self, problems: tuple[Problem, ...]) -> NoReturn:
        for problem in problems:
            self.stderr.write(printable_lines(problem.describe()))
        raise CommandError("Nothing was written.", returncode=BAD_INPUT)


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ArgumentTypeError(f"'{text}' is no address: write https://… without ? or #.")
    return text.rstrip("/")
