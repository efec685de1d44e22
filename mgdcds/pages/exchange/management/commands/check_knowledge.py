"""Checks the shipped knowledge: every problem of every file, then every case."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.authoring.cases import run_case
from mgdcds.core.authoring.checklist import Findings, make_checklist
from mgdcds.core.authoring.mutants import names_to_try, score_calculated, score_rule, try_mutants
from mgdcds.core.authoring.proofs.answers import SERIOUS
from mgdcds.core.authoring.proofs.starting import UnableToProve, start_prover
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.guidance.entries import Entry
from mgdcds.core.guidance.files import UnableToReadFiles, entries_from_files, files_from_entries
from mgdcds.core.guidance.places import find_in_files
from mgdcds.core.guidance.rulebook import Rulebook, UnableToLoadRulebook, load_rulebook
from mgdcds.core.guidance.tidy import tidy_entries
from mgdcds.core.values.problems import Problem
from mgdcds.stores.library.gates import check_attributes
from mgdcds.stores.library.shipped import FOLDER, LABEL, load_shipped_files


class Command(BaseCommand):
    """`manage.py check_knowledge` ends with exit code 1 when anything is wrong."""

    help = "Check the shipped facts, rules and evidence, and run every case."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
        parser.add_argument(
            "--fix", action="store_true", help="write the files in their canonical form"
        )

        parser.add_argument(
            "--checklist", action="store_true", help="say what publishing asks, and what came of it"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """This method will check, and print what it found."""
        folder: Path = options["folder"]
        files = load_shipped_files(folder)
        try:
            entries = entries_from_files(files)
        except UnableToReadFiles as unable:
            self._refuse(unable.problems)
        canonical = files_from_entries(tidy_entries(entries))
        if options["fix"]:
            self._fix(folder, files, canonical)
            entries, files = entries_from_files(canonical), canonical
        rulebook = self._load(entries, files)
        if canonical != files:
            self._refuse_form(files, canonical)
        self._run_cases(rulebook)
        if options["checklist"]:
            self._print_checklist(rulebook)

    def _print_checklist(self, rulebook: Rulebook) -> None:
        """Everything parses and every case passes here; nobody publishes from the command line."""
        trials = Trials(rulebook)
        tried = try_mutants(trials, names_to_try(rulebook))
        scores = [score_rule(trials, code, tried) for code in sorted(rulebook.rules)]
        missing = check_attributes(rulebook.entries)
        serious, undecided = self._prove(rulebook)
        findings = Findings(
            problems=(),
            cases=len(rulebook.cases),
            failing=(),
            attributes=tuple(f"{each.place.document} {each.place.field}" for each in missing),
            scores=(*scores, score_calculated(trials, tried)),
            serious=serious,
            undecided=undecided,
        )
        for item in make_checklist(findings):
            self.stdout.write(f"{item.state}: {item.name}. {item.sentence}")

    def _prove(self, rulebook: Rulebook) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
        """What stands against publishing (None when the prover cannot run), and what is open."""
        try:
            proofs = start_prover()(rulebook, kinds=SERIOUS)
        except UnableToProve as unable:
            self.stderr.write(str(unable))
            return None, ()
        open_ones = tuple(answer.question.text for answer in proofs.undecided)
        return tuple(answer.said for answer in proofs.serious), open_ones

    def _load(self, entries: tuple[Entry, ...], files: dict[str, str]) -> Rulebook:
        try:
            return load_rulebook(entries, label=LABEL)
        except UnableToLoadRulebook as unable:
            self._refuse(find_in_files(unable.problems, entries=entries, files=files))

    def _run_cases(self, rulebook: Rulebook) -> None:
        failed = 0
        for key, case in rulebook.cases.items():
            result = run_case(rulebook, case)
            failed += not result.passed
            for difference in result.differences:
                self.stderr.write(f"cases/{key}.toml: {difference.describe()}")
        counts = f"{len(rulebook.rules)} rules, {len(rulebook.cases)} cases"
        if failed:
            raise CommandError(f"{failed} of {len(rulebook.cases)} cases came out otherwise.")
        self.stdout.write(f"{counts}, {len(rulebook.entries)} entries: nothing is wrong.")

    def _refuse(self, problems: tuple[Problem, ...]) -> NoReturn:
        for problem in problems:
            self.stderr.write(f"{problem.code} {problem.describe()}")
        raise CommandError(f"{len(problems)} problems were found.")

    def _refuse_form(self, files: dict[str, str], canonical: dict[str, str]) -> None:
        for path in sorted(path for path in files if files[path] != canonical.get(path)):
            self.stderr.write(f"{path} is not in its canonical form.")
        raise CommandError("Write it with: python manage.py check_knowledge --fix")

    def _fix(self, folder: Path, files: dict[str, str], canonical: dict[str, str]) -> None:
        for path, text in canonical.items():
            if files.get(path) != text:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(text, encoding="utf-8")
                self.stdout.write(f"{path} was written in its canonical form.")
        for path in files.keys() - canonical.keys():
            (folder / path).unlink()
            self.stdout.write(f"{path} was removed: its entries stand elsewhere.")
