"""The survey door: rows of NHANES 2011-2018, one person a row, to cases.

A blank cell is not measured, and stays not recorded. The survey names no day, so the last
day of the cycle stands for it. What a column does not say exactly is left out: "diabetes" without
its type, a steroid without how long.
"""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts import problems
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.medicine_names import (
    counts_long_term_only,
    find_medicines,
    way_counts,
    way_of,
)
from mgdcds.core.facts.raw import RawFact
from mgdcds.core.facts.readings import read_facts
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.problems import Place, Problem, UnableTo

#: Column, fact and unit of what is taken as it stands.
MEASURED = (
    ("age", "age_years", ""),
    ("height_cm", "height", "cm"),
    ("weight_kg", "weight", "kg"),
    ("bmi", "bmi", "kg/m2"),
    ("vitd25oh_nmol", "vitamin_d_25oh", "nmol/L"),
    ("creat_mgdl", "creatinine", "mg/dL"),
    ("calcium_mgdl", "calcium", "mg/dL"),
    ("albumin_gdl", "albumin", "g/dL"),
    ("phos_mgdl", "phosphate", "mg/dL"),
    ("pth_pgml", "pth", "pg/mL"),
    ("alp_ul", "alp", "U/L"),
    ("k_mmol", "potassium", "mmol/L"),
)
#: Column, fact and unit of supplements. Who takes no supplement at all takes 0.
SUPPLEMENTS = (
    ("supp_mg_mg", "magnesium_supplement", "mg/d"),
    ("supp_vitd_ug", "vitamin_d_dose", "ug/d"),
    ("supp_ca_mg", "calcium_supplement", "mg/d"),
)
#: Column, fact, and the word for each code.
CODED = (
    ("sex_code", "sex", {"1": "male", "2": "female"}),
    ("pregnant_code", "pregnant", {"1": "yes", "2": "no"}),
    ("osteoporosis_code", "osteoporosis", {"1": "yes", "2": "no"}),
    ("diabetes_code", "type_2_diabetes", {"2": "no"}),
    ("diabetes_code", "diabetes_poorly_controlled", {"2": "no"}),
)
#: Codes of the kinds of cancer that are facts.
CANCERS = {"colorectal_cancer": ("16", "31"), "lymphoma": ("24",)}
_UNCLEAR_CANCERS = ("66", "77", "99")
_CANCER_COLUMNS = ("cancer1_code", "cancer2_code", "cancer3_code")
#: Medicines that can be bought without a prescription, which the survey's list leaves out.
_OVER_THE_COUNTER = ("ppi", "orlistat", "magnesium_product_hidden")
_UNKNOWN_MEDICINES = ("55555", "77777", "99999")
_NEEDED = ("SEQN", "cycle", "age", "sex_code", "vitd25oh_nmol")
_PERSON = re.compile(r"[0-9]{1,12}")
_CYCLE = re.compile(r"20[0-9]{2}-(20[0-9]{2})")
ADULT = 18

Row = Mapping[str, str]


class UnableToReadSurvey(UnableTo):
    """A file that is not the survey."""


def read_survey(
    lines: Iterable[str], *, dictionary: Dictionary, youngest: int = ADULT
) -> Iterator[Case]:
    """This function will read the people of a survey file of at least an age, as cases.

    `lines` are the lines of the CSV text. Raises UnableToReadSurvey when it is no CSV, or columns
    are missing.
    """
    for row in read_rows(lines):
        if why_passed_over(row, youngest=youngest) is None:
            yield case_of_row(row, dictionary=dictionary)


def why_passed_over(row: Row, *, youngest: int = ADULT) -> Problem | None:
    """This function will say why a row gives no case: no number of a person, no age, a child."""
    person, age = row.get("SEQN", ""), _decimal(row, "age")
    if not _PERSON.fullmatch(person):
        return problems.row_of_nobody(person)
    if age is None:
        return problems.row_without_age(person)
    return problems.row_of_a_child(person, youngest=youngest) if age < youngest else None


def case_of_row(row: Row, *, dictionary: Dictionary) -> Case:
    """This function will read one person of the survey as a case; odd cells are notices."""
    on = date_of_cycle(row.get("cycle", ""))
    person = row.get("SEQN", "")
    origin = Provenance(door="csv", detail=f"NHANES {row.get('cycle', '')}, person {person}")
    facts = [*_measured(row), *_diet(row), *_supplements(row), *_coded(row), *_cancers(row)]
    facts += _medicines(row, dictionary)
    placed = [replace(fact, provenance=origin, place=Place(person, fact.name)) for fact in facts]
    reading = read_facts(dictionary, placed, on=on)
    skipped = tuple(problems.cell_not_used(problem) for problem in reading.problems)
    return Case(
        name=f"NHANES {row.get('cycle', '')}, person {person}",
        on=on,
        values=reading.values,
        questions=reading.questions,
        notices=(*skipped, *reading.notices),
    )


def date_of_cycle(cycle: str) -> datetime.date:
    """This function will answer the last day of a survey cycle such as '2011-2012'."""
    found = _CYCLE.fullmatch(cycle)
    return datetime.date(int(found[1]) if found else 2018, 12, 31)


def read_rows(lines: Iterable[str]) -> Iterator[Row]:
    """This function will read the rows of a survey file. Raises UnableToReadSurvey."""
    try:
        rows = csv.DictReader(lines)
        missing = [column for column in _NEEDED if column not in (rows.fieldnames or ())]
        if missing:
            raise UnableToReadSurvey([problems.missing_columns(missing)])
        for row in rows:
            yield {column: cell for column, cell in row.items() if isinstance(cell, str)}
    except csv.Error as error:
        raise UnableToReadSurvey([problems.not_csv(str(error))]) from error


def _measured(row: Row) -> Iterator[RawFact]:
    for column, name, unit in MEASURED:
        yield RawFact(name, _plain(row, column), unit)


def _diet(row: Row) -> Iterator[RawFact]:
    """The mean of the reliable days of the food record."""
    if _code(row, "d1_status") != "1":
        return
    days = [
        day for column in ("d1_mg_mg", "d2_mg_mg") if (day := _decimal(row, column)) is not None
    ]
    if days:
        mean = (sum(days, Decimal(0)) / len(days)).quantize(Decimal("0.1"))
        yield RawFact("magnesium_diet", decimal_text(mean), "mg/d")


def _supplements(row: Row) -> Iterator[RawFact]:
    takes_none = _code(row, "supp_count") == "0"
    for column, name, unit in SUPPLEMENTS:
        yield RawFact(name, "0" if takes_none else _plain(row, column), unit)


def _coded(row: Row) -> Iterator[RawFact]:
    for column, name, words in CODED:
        yield RawFact(name, words.get(_code(row, column), ""))


def _cancers(row: Row) -> Iterator[RawFact]:
    ever = _code(row, "cancer_ever_code")
    kinds = [code for column in _CANCER_COLUMNS if (code := _code(row, column))]
    clear = ever == "2" or (ever == "1" and kinds and not set(kinds) & set(_UNCLEAR_CANCERS))
    for name, codes in CANCERS.items():
        if set(kinds) & set(codes):
            yield RawFact(name, "yes")
        elif clear:
            yield RawFact(name, "no")


def _medicines(row: Row, dictionary: Dictionary) -> Iterator[RawFact]:
    """The prescribed medicines: yes for what is named, and no for the rest of what needs one.

    An empty list is left unknown: the survey does not tell it from a question not asked.
    """
    names = [name for name in row.get("rx_drugs", "").split("|") if name]
    found = {match.fact.name for name in names for match in find_medicines(dictionary, name)}
    taken = set(_taken(names, dictionary))
    complete = bool(names) and not set(names) & set(_UNKNOWN_MEDICINES)
    for fact in dictionary.facts_of_list("medicines"):
        if fact.name in taken:
            yield RawFact(fact.name, "yes")
        elif complete and fact.name not in found and fact.name not in _OVER_THE_COUNTER:
            yield RawFact(fact.name, "no")


def _taken(names: Iterable[str], dictionary: Dictionary) -> Iterator[str]:
    for name in names:
        for match in find_medicines(dictionary, name):
            if way_counts(match.fact, way_of(name)) and not counts_long_term_only(match.fact):
                yield match.fact.name


def _decimal(row: Row, column: str) -> Decimal | None:
    try:
        value = Decimal(row.get(column) or "x")
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _plain(row: Row, column: str) -> str:
    """The cell as a plain number; what is no number stays as it is, and is refused later."""
    text = row.get(column) or ""
    value = _decimal(row, column)
    return text if value is None or "e" in text.lower() else decimal_text(value)


def _code(row: Row, column: str) -> str:
    value = _decimal(row, column)
    return "" if value is None else decimal_text(value)
