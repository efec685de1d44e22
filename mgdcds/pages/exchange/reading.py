"""From a file of any known kind to a sheet: a case file (TOML or JSON) or a FHIR R4 bundle."""

from __future__ import annotations

import codecs
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.case_file import Case, read_case, sheet_of_case
from mgdcds.core.facts.fhir import LATEST, BundleReading, is_bundle, read_bundle
from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.facts.text_files import decode_text, is_json, parse_json
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.values.problems import Problem, UnableTo
from mgdcds.pages.exchange import problems

_OTHER_ENCODINGS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnableToReadInput(UnableTo):
    """Something that is neither a case file nor a bundle, or one with something wrong in it."""


@dataclass(frozen=True)
class Subject:
    """Whom the advice is about: a name, the sheet, and what was said while reading.

    `case` is there when a case file was read. `questions` ask about values that were taken;
    `notices` tell what was skipped, and why.
    """

    name: str
    sheet: FactSheet
    questions: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    case: Case | None = None


def read_subject(
    data: bytes,
    *,
    rulebook: Rulebook,
    document: str,
    on: datetime.date | str | None,
    today: datetime.date,
    profile: str | None,
) -> Subject:
    """This function will read a case file or a bundle, told apart by its content.

    `on` is the assessment date, or 'latest': the day of the last result. Without it a bundle is
    assessed today and a case on its own date. Raises an UnableTo with all problems.
    """
    dictionary = rulebook.dictionary
    if _calls_itself_fhir(data, document):
        bundle = read_bundle(data, dictionary=dictionary, on=on or today, document=document)
        return _of_bundle(bundle, dictionary, profile=profile)
    rules = tuple(rulebook.rules)
    case = read_case(data, dictionary=dictionary, document=document, rules=rules)
    return _of_case(case, dictionary, document=document, on=on, profile=profile)


def _calls_itself_fhir(data: bytes, document: str) -> bool:
    if data.startswith(_OTHER_ENCODINGS):
        raise UnableToReadInput([problems.other_encoding(document)])
    text = decode_text(data, document=document)
    if isinstance(text, Problem):
        raise UnableToReadInput([text])
    if not text.strip():
        raise UnableToReadInput([problems.is_empty(document)])
    content = parse_json(text, document=document) if is_json(text) else None
    if isinstance(content, Problem):
        raise UnableToReadInput([content])
    return is_bundle(content)


def _of_bundle(found: BundleReading, dictionary: Dictionary, *, profile: str | None) -> Subject:
    reading = found.reading
    sheet = make_sheet(
        dictionary, reading.values, on=found.on, limits=reading.limits, profile=profile
    )
    return Subject("FHIR bundle of one patient", sheet, reading.questions, reading.notices)


def _of_case(
    case: Case,
    dictionary: Dictionary,
    *,
    document: str,
    on: datetime.date | str | None,
    profile: str | None,
) -> Subject:
    if isinstance(on, datetime.date) and on != case.on:
        if on < case.on:
            found = problems.before_the_case(document, on=on, case_on=case.on)
            raise UnableToReadInput([found])
        case = replace(case, on=on, values=_dated(case, dictionary))
    chosen = replace(case, profile=profile or case.profile)
    sheet = sheet_of_case(chosen, dictionary=dictionary)
    return Subject(case.name or document, sheet, case.questions, case.notices, chosen)


def _dated(case: Case, dictionary: Dictionary) -> Mapping[str, FactValue]:
    """On a later day, what goes stale has the date of the case."""
    return {
        name: replace(value, on=value.on or case.on)
        if dictionary.fact(name).fresh_days is not None
        else value
        for name, value in case.values.items()
    }


__all__ = ["LATEST", "Subject", "UnableToReadInput", "read_subject"]
