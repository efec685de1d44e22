"""Tries small mistakes in the shipped rules, and says which ones no case would notice."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mgdcds.core.authoring.mutants import (
    Score,
    Tried,
    names_to_try,
    score_calculated,
    score_rule,
    try_mutants,
)
from mgdcds.core.authoring.proofs.mutants import find_equal
from mgdcds.core.authoring.survivors import explain_survivor
from mgdcds.core.authoring.trials import Trials
from mgdcds.core.facts.case_file import print_case
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.guidance.status import definitions_behind
from mgdcds.stores.library.shipped import load_shipped_rulebook

_ROW = "{:<10} {:>8} {:>6} {:>6} {:>7} {:>7}"


class Command(BaseCommand):
    """`manage.py try_mutants B02` ends with exit code 1 when too many mistakes go unnoticed."""

    help = "Try small mistakes in the shipped rules: does a case notice each?"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This method will add the options."""
        parser.add_argument("codes", nargs="*", metavar="CODE", help="rules; all unless named")
        parser.add_argument(
            "--cases", action="store_true", help="look for the cases that are missing (slower)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """This method will try every mistake, and print the scores and what goes unnoticed."""
        rulebook = load_shipped_rulebook()
        trials = Trials(rulebook)
        tried = try_mutants(trials, _names(rulebook, options["codes"]))
        equal = find_equal(
            rulebook, [each for every in tried.values() for each in every if each.is_survivor]
        )
        codes = options["codes"] or sorted(rulebook.rules)
        found = [score_rule(trials, code, tried) for code in codes]
        found.append(score_calculated(trials, tried))
        scores = [score.without(equal) for score in found]
        self._print_table(scores)
        survivors = dict.fromkeys(each for score in scores for each in score.survivors)
        for survivor in survivors:
            self._print_survivor(trials, survivor, with_case=options["cases"])
        low = [score.code or "calculated" for score in scores if not score.is_enough]
        if low:
            raise CommandError(f"Too many mistakes go unnoticed in: {', '.join(low)}.")

    def _print_table(self, scores: list[Score]) -> None:
        self.stdout.write(_ROW.format("", "noticed", "tried", "equal", "score", "wanted"))
        for score in scores:
            told = (score.killed, score.tried, score.equal)
            shares = (f"{score.share:.2f}", f"{score.wanted:.2f}")
            self.stdout.write(_ROW.format(score.code or "calculated", *told, *shares))

    def _print_survivor(self, trials: Trials, tried: Tried, *, with_case: bool) -> None:
        mutant = tried.mutant
        place = f"{mutant.name}, line {mutant.place.line}"
        if not with_case:
            self.stdout.write(f"{place}: {tried.sentence}")
            return
        survivor = explain_survivor(trials, tried)
        self.stdout.write(f"{place}: {survivor.sentence}")
        if survivor.case is not None:
            self.stdout.write(print_case(survivor.case, dictionary=trials.rulebook.dictionary))


def _names(rulebook: Rulebook, codes: list[str]) -> tuple[str, ...]:
    unknown = [code for code in codes if code not in rulebook.rules]
    if unknown:
        raise CommandError(f"There is no rule {unknown[0]}.")
    if not codes:
        return names_to_try(rulebook)
    behind = (name for code in codes for name in definitions_behind(rulebook, code))
    return tuple(dict.fromkeys(behind))
