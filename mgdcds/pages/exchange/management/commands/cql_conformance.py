"""Runs the HL7 tests of CQL on the rule language: `manage.py cql_conformance DIR [--json]`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.authoring.conformance import Outcome, Verdict, count, run_test
from mgdcds.core.authoring.hl7_tests import UnableToReadTests, read_tests

_MOST_REASONS = 40


class Command(BaseCommand):
    """Ends with exit code 1 when a test failed, or when a file could not be read.

    With --json standard output is one object: how many passed, failed and were skipped, the
    `problems` of files that cannot be read, and the `tests`.
    """

    help = "Run the HL7 tests of CQL in a folder: what passed, failed or was skipped, and why."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("folder", type=Path, help="a folder with XML files, or one file")
        parser.add_argument("--json", action="store_true", help="write every test as JSON")

    def handle(self, *_args: Any, folder: Path, **options: Any) -> None:
        """This method will run every test of every file, and print what came of them."""
        problems: list[str] = []
        paths = _files_of(folder)
        verdicts = tuple(verdict for path in paths for verdict in _run_file(path, folder, problems))
        if not verdicts:
            raise CommandError("\n".join(problems) or f"'{folder}' has no tests in its XML files.")
        if options["json"]:
            content = _as_content(verdicts, problems)
            self.stdout.write(json.dumps(content, indent=1, ensure_ascii=False))
        else:
            self._print(verdicts)
        _end(verdicts, problems)

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


def _run_file(path: Path, folder: Path, problems: list[str]) -> list[Verdict]:
    inside = path.relative_to(folder) if folder.is_dir() else Path(path.name)
    name = inside.with_suffix("").as_posix()
    try:
        tests = read_tests(path.read_bytes(), file=name)
    except UnableToReadTests as unable:
        problems.append(str(unable))
    except OSError:
        problems.append(f"{name}: The file cannot be read.")
    else:
        return [run_test(test) for test in tests]
    return []


def _end(verdicts: tuple[Verdict, ...], problems: list[str]) -> None:
    failed = count(verdicts)[Outcome.FAILED]
    if failed:
        problems = [*problems, f"{failed} of {len(verdicts)} tests failed."]
    if problems:
        raise CommandError("\n".join(problems))


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


def _as_content(verdicts: tuple[Verdict, ...], problems: list[str]) -> dict[str, Any]:
    return {
        **count(verdicts),
        "problems": problems,
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
