"""Arbitrary text, files and forms never raise anything but the foreseen failures."""

import datetime
import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.case_file import UnableToReadCase, print_case, read_case, sheet_of_case
from mgdcds.core.facts.csv import UnableToReadSurvey, case_of_row, read_survey
from mgdcds.core.facts.fhir import UnableToReadBundle, bundle_from_content, read_bundle
from mgdcds.core.facts.form import ON, SURE, UNIT, read_form
from mgdcds.core.facts.readings import RawFact, expand_reviewed, make_sheet, read_facts
from mgdcds.core.facts.sheet_json import UnableToReadSheet, sheet_from_text, sheet_to_text
from tests.shipped_facts import load_shipped_dictionary

SHIPPED = load_shipped_dictionary()
TODAY = datetime.date(2026, 11, 22)
NAMES = st.sampled_from([*SHIPPED.facts, "magnesum", ""])
UNITS = sorted({unit.code for fact in SHIPPED.facts.values() for unit in fact.units})
TEXTS = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"[<>≤≥]?[-−]?[0-9]{0,9}[.,]?[0-9]{0,9}", fullmatch=True),
    st.sampled_from(["NaN", "inf", "1e308", "٣", "７,5", "1,000", "yes", "no", "female", "none"]),
)
SPELLINGS = st.one_of(st.sampled_from([*UNITS, "MG/DL", "µg/d", "mEq/L"]), st.text(max_size=12))
KEYS = st.builds("".join, st.tuples(NAMES, st.sampled_from(["", UNIT, ON, SURE])))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=15,
)
CODES = st.sampled_from(
    ["19123-9", "62292-8", "1989-3", "E11.2", "44054006", "7646", "Z99.2", "77386006", "x"]
)
SYSTEMS = st.sampled_from(
    [
        "http://loinc.org",
        "http://snomed.info/sct",
        "http://hl7.org/fhir/sid/icd-10-cm",
        "",
        "rxnorm",
    ]
)
CONCEPTS = st.fixed_dictionaries(
    {},
    optional={
        "coding": st.lists(st.fixed_dictionaries({"code": CODES, "system": SYSTEMS}), max_size=2)
        | JSON,
        "text": st.sampled_from(["Omeprazole", "Magnesium sulfate IV", "Vitamin D"]) | JSON,
    },
)
DATES = (
    st.sampled_from(["2026-11-01", "2026", "2026-11-01T10:00:00+14:00", "9999-12-31", ""]) | JSON
)
QUANTITIES = st.fixed_dictionaries(
    {},
    optional={
        "value": st.decimals() | JSON,
        "unit": SPELLINGS,
        "code": SPELLINGS | JSON,
        "comparator": TEXTS,
    },
)
RESOURCES = st.fixed_dictionaries(
    {
        "resourceType": st.sampled_from(
            ["Observation", "Condition", "MedicationRequest", "MedicationStatement", "Claim"]
        ),
        "subject": st.just({"reference": "Patient/1"}),
    },
    optional={
        "status": st.sampled_from(["final", "active", "completed", "stopped"]) | JSON,
        "code": CONCEPTS | JSON,
        "medicationCodeableConcept": CONCEPTS | JSON,
        "valueQuantity": QUANTITIES | JSON,
        "valueString": TEXTS,
        "referenceRange": st.lists(st.fixed_dictionaries({"low": QUANTITIES, "high": QUANTITIES})),
        "effectiveDateTime": DATES,
        "issued": DATES,
        "authoredOn": DATES,
        "onsetDateTime": DATES,
        "clinicalStatus": CONCEPTS | JSON,
        "component": JSON,
        "note": JSON,
        "id": JSON,
    },
)
PATIENTS = st.fixed_dictionaries(
    {"resourceType": st.just("Patient"), "id": st.just("1")},
    optional={"birthDate": DATES, "gender": TEXTS | JSON, "name": JSON, "extension": JSON},
)


@given(st.lists(st.tuples(NAMES, TEXTS, SPELLINGS), max_size=6))
def test_any_raw_facts_give_a_reading_and_a_sheet_that_comes_back(facts):
    reading = read_facts(SHIPPED, [RawFact(*fact) for fact in facts], on=TODAY)
    values = expand_reviewed(SHIPPED, reading.values, ["conditions"])
    sheet = make_sheet(SHIPPED, values, on=TODAY, reviewed=["conditions"])

    assert sheet_from_text(sheet_to_text(sheet)) == sheet
    for value in reading.values.values():
        fact = SHIPPED.fact(value.name)
        if fact.kind in (Kind.QUANTITY, Kind.NUMBER):
            assert isinstance(value.value, Decimal)
            assert fact.possible.contains(value.value)


@given(st.dictionaries(KEYS, TEXTS | SPELLINGS, max_size=12))
def test_anything_typed_into_the_form_gives_a_reading(typed):
    reading = read_form(SHIPPED, typed, on=TODAY)

    for problem in (*reading.problems, *reading.questions):
        assert problem.message.endswith((".", "?"))
        assert problem.place.field
        assert len(problem.message) < 600


@given(st.lists(st.tuples(NAMES, TEXTS, SPELLINGS), max_size=4))
def test_a_case_of_whatever_was_accepted_is_printed_and_read_back(facts):
    content = {
        "on": "2026-11-22",
        "facts": {name: {"value": value, "unit": unit} for name, value, unit in facts},
    }
    try:
        case = read_case(json.dumps(content), dictionary=SHIPPED)
    except UnableToReadCase as unable:
        assert unable.problems  # noqa: PT017 - most arbitrary cases are refused
        return

    again = read_case(print_case(case, dictionary=SHIPPED), dictionary=SHIPPED)

    assert sheet_of_case(again, dictionary=SHIPPED) == sheet_of_case(case, dictionary=SHIPPED)


@given(st.text() | st.binary())
def test_any_text_or_bytes_are_read_or_refused_with_sentences(data):
    for read in (
        lambda: read_case(data, dictionary=SHIPPED),
        lambda: read_bundle(data, dictionary=SHIPPED, on="latest"),
    ):
        try:
            read()
        except (UnableToReadCase, UnableToReadBundle) as unable:
            assert all(problem.message.endswith(".") for problem in unable.problems)  # noqa: PT017


@given(st.text())
def test_any_stored_text_is_a_sheet_or_refused(text):
    try:
        sheet_from_text(text)
    except UnableToReadSheet as unable:
        assert "This is not a stored fact sheet" in str(unable)  # noqa: PT017


@given(JSON, DATES)
def test_any_json_is_a_bundle_or_refused(content, on):
    day = TODAY if on != "2026" else "latest"
    try:
        bundle_from_content(content, dictionary=SHIPPED, on=day)
    except UnableToReadBundle as unable:
        assert unable.problems  # noqa: PT017


@given(PATIENTS, st.lists(RESOURCES, max_size=5))
def test_a_bundle_of_odd_resources_gives_a_reading(patient, resources):
    entries = [{"resource": resource} for resource in (patient, *resources)]
    content = {"resourceType": "Bundle", "entry": entries}

    found = bundle_from_content(content, dictionary=SHIPPED, on=TODAY)

    assert found.reading.problems == ()
    for notice in found.reading.notices:
        assert notice.message[-1] in ".)"


@given(
    st.dictionaries(st.sampled_from(["age", "cycle", "rx_drugs", "creat_mgdl", "d1_status"]), TEXTS)
)
def test_any_survey_row_gives_a_case(row):
    assert case_of_row(row, dictionary=SHIPPED).on.year >= 2000


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_lines_are_a_survey_or_refused(lines):
    try:
        list(read_survey(lines, dictionary=SHIPPED))
    except UnableToReadSurvey as unable:
        assert str(unable).startswith("survey: Th")  # noqa: PT017
