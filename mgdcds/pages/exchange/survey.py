"""From a survey file to a folder of case files, one for each adult."""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.case_file import print_case
from mgdcds.core.facts.csv import Row, case_of_row, read_rows, why_passed_over
from mgdcds.core.facts.problems import not_csv
from mgdcds.core.values.problems import Problem
from mgdcds.pages.exchange import problems
from mgdcds.pages.exchange.opening import is_gzip, opened
from mgdcds.pages.exchange.problems import UnableToOpen

#: Whoever is too young is counted, and not named one by one.
_OF_CHILDREN = "CSV.N004"
_CELL = "CSV.N001"


@dataclass(frozen=True)
class Survey:
    """What a survey file gave: the texts of case files by name, and what was left out.

    `remarks` are told one by one: odd rows, cells that were not used, values to check.
    `children` are only counted.
    """

    files: Mapping[str, str]
    remarks: tuple[Problem, ...]
    children: int
    odd_rows: int
    cells: int


def load_survey(name: str, *, dictionary: Dictionary, limit: int | None) -> Survey:
    """This function will read a survey file, plain or gzip, as far as `limit` adults.

    Raises UnableToOpen and UnableToReadSurvey.
    """
    files: dict[str, str] = {}
    remarks: list[Problem] = []
    skipped: list[Problem] = []
    with _lines_of(name) as lines:
        for row in _until(read_rows(lines), files, limit):
            why = why_passed_over(row)
            if why is None:
                remarks += _take(row, files, dictionary)
            else:
                skipped.append(why)
    if not files:
        raise UnableToOpen([problems.nobody_found(name)])
    odd = [why for why in skipped if why.code != _OF_CHILDREN]
    return Survey(
        files=files,
        remarks=(*odd, *remarks),
        children=len(skipped) - len(odd),
        odd_rows=len(odd),
        cells=sum(remark.code == _CELL for remark in remarks),
    )


def write_files(folder: Path, files: Mapping[str, str], *, force: bool) -> None:
    """This function will write all files, each whole or not at all.

    Nothing is written when one of them is there already, unless with `force`. Raises
    UnableToOpen.
    """
    there = sorted(name for name in files if (folder / name).exists())
    if there and not force:
        found = problems.would_overwrite(str(folder), count=len(there), first=there[0])
        raise UnableToOpen([found])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            _write_whole(folder / name, text)
    except (FileExistsError, NotADirectoryError) as error:
        raise UnableToOpen([problems.not_a_folder(str(folder))]) from error
    except OSError as error:
        why = (error.strerror or "unknown").lower()
        raise UnableToOpen([problems.not_writable(str(folder), why=why)]) from error


def _until(rows: Iterator[Row], files: Mapping[str, str], limit: int | None) -> Iterator[Row]:
    """The rows, as long as there are fewer files than the limit."""
    while limit is None or len(files) < limit:
        row = next(rows, None)
        if row is None:
            return
        yield row


def _take(row: Row, files: dict[str, str], dictionary: Dictionary) -> tuple[Problem, ...]:
    case = case_of_row(row, dictionary=dictionary)
    files[f"nhanes-{row['SEQN']}.toml"] = print_case(case, dictionary=dictionary)
    return (*case.notices, *case.questions)


@contextmanager
def _lines_of(name: str) -> Iterator[Iterator[str]]:
    with opened(name) as file:
        is_packed = is_gzip(file)
        try:
            with gzip.open(file, "rb") if is_packed else file as plain:
                yield (line.decode("utf-8-sig") for line in plain)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise UnableToOpen([problems.broken_gzip(name)]) from error
        except UnicodeDecodeError as error:
            raise UnableToOpen([not_csv("it is not text in UTF-8")]) from error


def _write_whole(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_text(text, encoding="utf-8")
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
