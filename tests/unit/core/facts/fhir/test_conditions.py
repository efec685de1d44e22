import pytest

from tests.unit.core.facts.fhir.bundles import (
    ICD9,
    ICD10,
    concept,
    condition,
    notices,
    read,
    values,
)


def status(word):
    return {"clinicalStatus": concept(word, "x")}


def verification(word):
    return {"verificationStatus": concept(word, "x")}


@pytest.mark.parametrize(
    ("code", "system", "fact"),
    [
        ("44054006", "http://snomed.info/sct", "type_2_diabetes"),
        ("E11.22", ICD10, "type_2_diabetes"),
        ("E11.22", ICD10, "ckd_chronic"),
        ("E1122", ICD10, "ckd_chronic"),
        ("C18.9", "http://hl7.org/fhir/sid/icd-10", "colorectal_cancer"),
        ("250.00", ICD9, "type_2_diabetes"),
        ("135", ICD9, "sarcoidosis"),
        ("V10.05", ICD9, "colorectal_cancer"),
        ("Z94.0", ICD10, "kidney_transplant"),
        ("D86.0", "urn:oid:2.16.840.1.113883.6.90", "sarcoidosis"),
    ],
)
def test_a_diagnosis_is_read_by_its_code_or_category(code, system, fact):
    assert values(condition(code, system))[fact] is True


@pytest.mark.parametrize(
    ("code", "system"),
    [("38341003", "http://snomed.info/sct"), ("250.01", ICD9), ("E10.9", ICD10), ("E11.22", ICD9)],
)
def test_a_diagnosis_that_no_fact_means_is_told(code, system):
    found = notices(condition(code, system))

    assert f"These conditions are not used by any fact: Diagnosis {code} ({code})." in found


@pytest.mark.parametrize("word", ["refuted", "entered-in-error", "provisional", "unconfirmed"])
def test_what_is_not_confirmed_is_skipped_and_told(word):
    odd = condition("44054006", **verification(word))

    assert "type_2_diabetes" not in values(odd)
    assert f"Diagnosis 44054006 was skipped, because it is '{word}'." in notices(odd)


@pytest.mark.parametrize(
    "over", [status("resolved"), status("inactive"), {"abatementDateTime": "2026-01-01"}]
)
def test_what_is_over_is_skipped_and_told(over):
    odd = condition("31541009", **over)

    assert "sarcoidosis" not in values(odd)
    assert "Diagnosis 31541009 was skipped, because it is over." in notices(odd)


def test_what_counts_for_ever_counts_when_it_is_over():
    assert values(condition("363406005", **status("resolved")))["colorectal_cancer"] is True


def test_what_began_later_is_skipped_and_told():
    odd = condition("44054006", onsetDateTime="2026-12-01")

    assert "type_2_diabetes" not in values(odd)
    assert any("from after 22 Nov 2026: Diagnosis 44054006." in text for text in notices(odd))


@pytest.mark.parametrize("dates", [{}, {"onsetDateTime": "2025-11-01"}, {"recordedDate": "2026"}])
def test_a_pregnancy_needs_a_date_that_makes_it_present(dates):
    odd = condition("77386006", **dates)

    assert "pregnant" not in values(odd)
    assert "Diagnosis 77386006 was skipped, because no date says that it is so now." in notices(odd)


def test_a_pregnancy_of_this_summer_counts():
    assert values(condition("77386006", onsetDateTime="2026-07-01"))["pregnant"] is True


def test_nothing_is_turned_into_a_no():
    assert set(values(condition("44054006"))) == {"sex", "birth_date", "type_2_diabetes"}


@pytest.mark.parametrize(
    ("codes", "choice"),
    [
        ([("302497006", "http://snomed.info/sct")], "haemodialysis"),
        ([("Z99.2", ICD10)], "unspecified"),
        ([("Z99.2", ICD10), ("71192002", "http://snomed.info/sct")], "peritoneal"),
    ],
)
def test_the_kind_of_dialysis_is_as_coded(codes, choice):
    assert values(*(condition(*code) for code in codes))["dialysis"] == choice


def test_both_kinds_of_dialysis_leave_the_kind_open_and_are_told():
    both = [condition("302497006"), condition("71192002")]

    assert values(*both)["dialysis"] == "unspecified"
    assert (
        "Both haemodialysis and peritoneal dialysis are coded, so the kind is left open."
        in notices(*both)
    )


def test_several_diagnoses_of_one_fact_are_one_fact():
    found = read(
        condition("44054006", onsetDateTime="2015-02-03"), condition("E11.9", ICD10)
    ).reading.values["type_2_diabetes"]

    assert found.provenance.detail == (
        "Condition con-44054006, snomed 44054006, since 3 Feb 2015, one of 2"
    )


def test_an_unseen_character_in_a_diagnosis_is_told():
    odd = condition("44054006")
    odd["code"]["text"] = "Dia\u200bbetes"

    assert "An unseen character in 'Diabetes' was passed over." in notices(odd)
