"""`manage.py read_nhanes FILE --out DIR`: case files of the adults of a survey file."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.exchange.page import printable_lines
from mgdcds.pages.exchange.survey import Survey, load_survey, write_files
from mgdcds.stores.library.shipped import load_shipped_rulebook

BAD_INPUT = 2


class Command(BaseCommand):
    """Ends with exit code 0 when the files are written, and 2 when nothing can be."""

    help = "Write case files of the adults of an NHANES file (CSV, plain or gzip)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("file", help="the survey file, a row for each person")
        parser.add_argument("--limit", type=_count, metavar="N", help="the first N adults only")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
        parser.add_argument("--force", action="store_true", help="write over files of that name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """This method will write the files, and say what was left out."""
        dictionary = load_shipped_rulebook().dictionary
        try:
            survey = load_survey(options["file"], dictionary=dictionary, limit=options["limit"])
            write_files(options["out"], survey.files, force=options["force"])
        except UnableTo as unable:
            self._refuse(unable.problems)
        self._tell(survey, options["out"])

    def _tell(self, survey: Survey, folder: Path) -> None:
        for remark in survey.remarks:
            self.stdout.write(printable_lines(remark.describe()))
        number = len(survey.files)
        self.stdout.write(
            f"{number} case {'file was' if number == 1 else 'files were'} written to {folder}. "
            f"Passed over: rows of children {survey.children}, odd rows {survey.odd_rows}. "
            f"Cells left out: {survey.cells}."
        )

    def _refuse(self, problems: tuple[Problem, ...]) -> NoReturn:
        for problem in problems:
            self.stderr.write(printable_lines(problem.describe()))
        raise CommandError("Nothing was written.", returncode=BAD_INPUT)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise ArgumentTypeError(f"'{text}' is not a number of people: write 1 or more.")
    return int(text)
