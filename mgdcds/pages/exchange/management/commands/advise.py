"""`manage.py advise FILE`: what the rules say about one patient, without a database."""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import replace
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mgdcds.core.facts.numbers import parse_date
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.doubts import find_doubts
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.pages.exchange.advise_json import present_json
from mgdcds.pages.exchange.advise_text import present_text
from mgdcds.pages.exchange.opening import load_input
from mgdcds.pages.exchange.page import printable_lines
from mgdcds.pages.exchange.printing import print_whole
from mgdcds.pages.exchange.reading import LATEST, read_subject
from mgdcds.pages.exchange.releases import Release, load_release, notices_on

BAD_INPUT = 2
MOST_SHOWN = 50


class Command(BaseCommand):
    """Ends with exit code 0 when there is advice, and 2 when the input cannot be used."""

    help = (
        "Advise on one patient: a case file (TOML or JSON) or a FHIR R4 bundle. "
        "The shipped knowledge is used and no database, unless --release names a release."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("file", help="the file, plain or gzip; '-' reads what is piped in")
        parser.add_argument("--json", action="store_true", help="write JSON, for programs")
        parser.add_argument(
            "--on",
            type=_date_or_latest,
            metavar="DATE|latest",
            help="the assessment date; 'latest' is the day of the last result "
            "(without it: the date of the case, or today for a bundle)",
        )
        parser.add_argument("--release", type=int, help="a release of the database, by its number")
        parser.add_argument("--profile", choices=("us", "eu"), help="whose limits are used")

    def handle(self, *_args: Any, **options: Any) -> None:
        """This method will print the advice, or every problem at its place."""
        try:
            release = load_release(options["release"])
            text = _advise(release, options)
        except UnableTo as unable:
            self._refuse(unable.problems)
        print_whole(self.stdout, text)

    def _refuse(self, problems: tuple[Problem, ...]) -> NoReturn:
        for problem in problems[:MOST_SHOWN]:
            self.stderr.write(printable_lines(problem.describe()))
        if len(problems) > MOST_SHOWN:
            self.stderr.write(f"… and {len(problems) - MOST_SHOWN} more.")
        count = "One problem was" if len(problems) == 1 else f"{len(problems)} problems were"
        raise CommandError(f"{count} found, so there is no advice.", returncode=BAD_INPUT)


def _advise(release: Release, options: dict[str, Any]) -> str:
    data, document = load_input(options["file"], piped=sys.stdin.buffer)
    subject = read_subject(
        data,
        rulebook=release.rulebook,
        document=document,
        on=options["on"],
        today=timezone.localdate(),
        profile=options["profile"],
    )
    doubts = find_doubts(release.rulebook, subject.sheet)
    report = advise(release.rulebook, subject.sheet)
    subject = replace(
        subject,
        questions=(*subject.questions, *doubts),
        notices=(*notices_on(report, release), *subject.notices),
    )
    if options["json"]:
        return present_json(report, subject, release.rulebook, number=release.number)
    return present_text(report, subject, release.rulebook, release=release.words)


def _date_or_latest(text: str) -> datetime.date | str:
    if text == LATEST:
        return LATEST
    date = parse_date(text, place=Place("--on"))
    if isinstance(date, Problem):
        raise ArgumentTypeError(date.message)
    return date
