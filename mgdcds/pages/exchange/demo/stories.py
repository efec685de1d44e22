"""The made-up patients of the demonstration, read from stories.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STORIES = Path(__file__).with_name("stories.toml")


@dataclass(frozen=True)
class Visit:
    """One visit: how long ago, the facts as typed ("18 ng/mL", "yes"), and why the patient came."""

    days_ago: int
    facts: dict[str, str]
    note: str
    reviewed: tuple[str, ...]


@dataclass(frozen=True)
class Story:
    """One patient. `answers` are given to the last visit: rule code -> response."""

    clinic: str
    given: str
    family: str
    sex: str
    birth_year: int
    visits: tuple[Visit, ...]
    answers: dict[str, str]


def load_stories() -> tuple[Story, ...]:
    """This function will read the stories; facts said at one visit hold for the later ones."""
    with STORIES.open("rb") as file:
        return tuple(_story(told) for told in tomllib.load(file)["patient"])


def _story(told: dict[str, Any]) -> Story:
    words = {name: told[name] for name in ("clinic", "given", "family", "sex", "birth_year")}
    return Story(**words, visits=_visits(told["visits"]), answers=told.get("answers", {}))


def _visits(told: list[dict[str, Any]]) -> tuple[Visit, ...]:
    known: dict[str, str] = {}
    visits = []
    for visit in told:
        known = known | visit["facts"]
        visits.append(Visit(visit["days_ago"], known, visit["note"], tuple(visit["reviewed"])))
    return tuple(visits)
