"""The knowledge that is shipped with the program, read from its files. No database is asked."""

from __future__ import annotations

import functools
from pathlib import Path

import mgdcds
from mgdcds.core.guidance.entries import Entry
from mgdcds.core.guidance.files import entries_from_files
from mgdcds.core.guidance.rulebook import Rulebook, load_rulebook

FOLDER = Path(mgdcds.__file__).resolve().parent / "knowledge"
LABEL = "shipped"
_SUFFIXES = (".toml", ".cql")


def load_shipped_files(folder: Path = FOLDER) -> dict[str, str]:
    """This function will read the texts of all files, by path within the folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in _SUFFIXES
    }


@functools.cache
def load_shipped_entries() -> tuple[Entry, ...]:
    """This function will read the shipped entries, once per process.

    It raises UnableToReadFiles when a file cannot be read as entries.
    """
    return entries_from_files(load_shipped_files())


@functools.cache
def load_shipped_rulebook() -> Rulebook:
    """This function will make the rulebook of the shipped entries, once per process.

    It raises UnableToLoadRulebook with everything that is wrong with them.
    """
    return load_rulebook(load_shipped_entries(), label=LABEL)
