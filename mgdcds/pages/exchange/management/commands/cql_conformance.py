"""Runs the HL7 tests of CQL on the rule language: `manage.py cql_conformance DIR [--json]`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.authoring.conformance import (
    Outcome,
    UnableToReadTests,
    Verdict,
    count,
    read_tests,
    run_test,
)

_MOST_REASONS = 40


class Command(BaseCommand):
    """Ends with exit code 1 when a test failed."""

    help = "Run the HL7 tests of CQL in a folder: what passed, failed or was skipped, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("folder", type=Path, help="a folder with XML files, or one file")
        parser.add_argument("--json", action="store_true", help="write every test as JSON")

    def handle(self, *_args: Any, folder: Path, **options: Any) -> None:
        """This method will run every test of every file, and print what came of them."""
        verdicts = tuple(verdict for path in _files_of(folder) for verdict in _run_file(path))
        if options["json"]:
            self.stdout.write(json.dumps(_as_content(verdicts), indent=1, ensure_ascii=False))
        else:
            self._print(verdicts)
        failed = count(verdicts)[Outcome.FAILED]
        if failed:
            raise CommandError(f"{failed} of {len(verdicts)} tests failed.")

    def _print(self, verdicts: tuple[Verdict, ...]) -> None:
        for verdict in verdicts:
            if verdict.outcome is Outcome.FAILED:
                test = verdict.test
                self.stdout.write(f"{test.file} {test.name}: {test.expression}")
                self.stdout.write(f"    {verdict.reason}")
        for file in dict.fromkeys(verdict.test.file for verdict in verdicts):
            of_file = tuple(verdict for verdict in verdicts if verdict.test.file == file)
            self.stdout.write(f"{file}: {_counted(of_file)}")
        for reason, number in _reasons(verdicts).most_common(_MOST_REASONS):
            self.stdout.write(f"{number:>6} skipped: {reason}")
        self.stdout.write(_counted(verdicts))


def _files_of(folder: Path) -> list[Path]:
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.xml"))
    if not paths:
        raise CommandError(f"'{folder}' has no XML files.")
    return paths


def _run_file(path: Path) -> list[Verdict]:
    try:
        tests = read_tests(path.read_text(encoding="utf-8-sig"), file=path.stem)
    except UnableToReadTests as unable:
        raise CommandError(str(unable)) from None
    except (OSError, UnicodeDecodeError):
        raise CommandError(f"'{path}' cannot be read.") from None
    return [run_test(test) for test in tests]


def _reasons(verdicts: tuple[Verdict, ...]) -> Counter[str]:
    skipped = (verdict.reason for verdict in verdicts if verdict.outcome is Outcome.SKIPPED)
    return Counter(
        reason.split(". ")[0] + ("." if ". " in reason else "")
        if reason.startswith("Outside")
        else reason
        for reason in skipped
    )


def _counted(verdicts: tuple[Verdict, ...]) -> str:
    return ", ".join(f"{number} {outcome}" for outcome, number in count(verdicts).items())


def _as_content(verdicts: tuple[Verdict, ...]) -> dict[str, Any]:
    return {
        **count(verdicts),
        "tests": [
            {
                "file": verdict.test.file,
                "group": verdict.test.group,
                "name": verdict.test.name,
                "expression": verdict.test.expression,
                "output": verdict.test.output,
                "invalid": verdict.test.is_invalid,
                "outcome": verdict.outcome.value,
                "reason": verdict.reason,
            }
            for verdict in verdicts
        ],
    }
