"""Notices gathered while a bundle is read: the same one counts, and is told once."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import replace

from mgdcds.core.facts.fhir import problems
from mgdcds.core.facts.problems import shorten
from mgdcds.core.values.problems import Problem


class Remarks:
    """A bag of notices.

    What is from later, and what no fact uses, is gathered by kind and told last, in one sentence.
    """

    def __init__(self) -> None:
        self._counts: Counter[Problem] = Counter()
        self._unused: dict[str, set[str]] = defaultdict(set)
        self._later: dict[str, set[str]] = defaultdict(set)

    def add(self, notice: Problem) -> None:
        """This method will add a notice."""
        self._counts[notice] += 1

    def add_unused(self, kind: str, *, name: str, code: str = "") -> None:
        """This method will note a result, condition or medicine that no fact uses."""
        words = shorten(name)
        self._unused[kind].add(f"{words} ({shorten(code)})" if code and code != name else words)

    def add_later(self, kind: str, *, name: str) -> None:
        """This method will note a result, condition or medicine from after the assessment date."""
        self._later[kind].add(shorten(name))

    def told(self, *, on: datetime.date) -> tuple[Problem, ...]:
        """This method will answer each notice once, with how often it came, by kind."""
        counted = [
            notice if count == 1 else replace(notice, message=_times(notice.message, count))
            for notice, count in sorted(self._counts.items())
        ]
        later = [
            problems.after_today(kind, sorted(names, key=str.lower), on)
            for kind, names in sorted(self._later.items())
        ]
        unused = [
            problems.not_used(kind, sorted(names, key=str.lower))
            for kind, names in sorted(self._unused.items())
        ]
        return (*counted, *later, *unused)


def _times(message: str, count: int) -> str:
    return f"{message} ({count} times)"
