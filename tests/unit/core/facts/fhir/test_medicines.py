import json
from decimal import Decimal

import pytest

from mgdcds.core.facts.fhir import read_bundle
from tests.unit.core.facts.fhir.bundles import ON, SUBJECT, bundle, notices, request, values
from tests.unit.core.facts.with_limits import dictionary


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("Furosemide", "loop_diuretic"),
        ("Lasix 40mg", "loop_diuretic"),
        ("NexIUM", "ppi"),
        ("Hydrochlorothiazide 25 MG", "thiazide"),
        ("Alendronic acid 10 MG Oral Tablet", "bisphosphonate_oral"),
        ("Doxycycline Hyclate", "tetracycline"),
        ("Milk of Magnesia", "magnesium_product_hidden"),
        ("Aluminum-Magnesium Hydrox.-Simethicone", "magnesium_product_hidden"),
        ("Calcitriol", "active_vitamin_d"),
        ("10 ML oxaliplatin 5 MG/ML Injection", "platinum_chemotherapy"),
        ("Lévothyroxine", "levothyroxine"),
    ],
)
def test_a_medicine_is_read_by_its_name(name, fact):
    assert values(request(name))[fact] is True


@pytest.mark.parametrize(
    "name", ["Metoprolol", "Thyroid support", "MoviPrep", "Potassium Chloride", "Esomeprazol"]
)
def test_a_name_that_is_only_like_one_is_not_guessed(name):
    assert set(values(request(name))) == {"sex", "birth_date"}
    assert f"These medicines are not used by any fact: {name}." in notices(request(name))


def test_a_medicine_is_read_by_its_ingredient_code():
    assert values(request(code="7646"))["ppi"] is True


def test_one_product_may_mean_two_facts():
    found = values(request("Hydrochlorothiazide 50 / Triamterene 75"))

    assert found["thiazide"] is True
    assert found["potassium_sparing_diuretic"] is True


@pytest.mark.parametrize(
    ("status", "on", "present"),
    [
        ("active", "2019-01-01", True),
        ("completed", "2026-11-01", True),
        ("completed", "2026-10-22", False),
        ("stopped", "2026-11-21", False),
        ("on-hold", "2026-11-21", False),
        ("entered-in-error", "2026-11-21", False),
        ("active", "2026-12-01", False),
    ],
)
def test_only_what_is_taken_on_the_day_counts(status, on, present):
    assert ("ppi" in values(request("Omeprazole", status, on))) is present


@pytest.mark.parametrize(
    ("resource", "words"),
    [
        (
            request("Omeprazole", "completed", "2026-01-01"),
            "Omeprazole was skipped, because it was last given or ordered on 1 Jan 2026.",
        ),
        (
            request("Omeprazole", "stopped"),
            "Omeprazole was skipped, because its status is 'stopped'.",
        ),
        (
            request("Omeprazole", intent="proposal"),
            "Omeprazole was skipped, because its status is 'proposal'.",
        ),
        (
            request("Omeprazole", doNotPerform=True),
            "Omeprazole was skipped, because its status is 'not to be given'.",
        ),
        (
            request("Omeprazole", on="2026-12-01"),
            "These medicines were skipped, because they are from after 22 Nov 2026: Omeprazole.",
        ),
        (request(), "A medicine was skipped, because it has neither a name nor a known code."),
        (
            request("Ciprofloxacin IV"),
            "Ciprofloxacin IV was not counted as 'Quinolone', because it is given by injection.",
        ),
        (
            request("Tobramycin", dose="1 drop both eyes"),
            "Tobramycin was not counted as 'Aminoglycoside', because it is given locally.",
        ),
        (
            request("Prednisone", on="2026-11-01"),
            "Prednisone was not counted as 'Glucocorticoid, long term': "
            "3 months of it are not recorded.",
        ),
        (
            request("Vitamin D", dose="2000 UNIT PO"),
            "Vitamin D is recorded, but not how much a day: enter 'Vitamin D dose'.",
        ),
        (
            request("Magnesium Oxide", dose="400 mg PO"),
            "Magnesium Oxide is recorded, but not how much a day: "
            "enter 'Magnesium supplement, elemental'.",
        ),
        (
            request("Magnesium Sulfate", dose="2 gm IV"),
            "Magnesium Sulfate was given by injection. It is no supplement, and a serum magnesium "
            "soon after it reads high.",
        ),
        (
            request("Calcium carbonate", dose="1 g IV"),
            "Calcium carbonate was not counted as 'Calcium supplement', "
            "because it is given by injection.",
        ),
    ],
)
def test_what_does_not_count_is_told_with_the_reason(resource, words):
    assert set(values(resource)) == {"sex", "birth_date"}
    assert words in notices(resource)


def test_a_code_and_a_name_of_one_medicine_are_one_fact():
    assert values(request("Omeprazole", code="7646"))["ppi"] is True


def test_a_finished_order_without_a_date_is_told():
    assert "Omeprazole was skipped, because it has no date." in notices(
        request("Omeprazole", "completed", on="")
    )


def test_an_end_by_the_dosage_or_the_dispensing_counts():
    bounds = {"timing": {"repeat": {"boundsPeriod": {"end": "2026-02-01"}}}}
    validity = {"validityPeriod": {"end": "2026-02-01"}}
    old = {"on": "2026-01-01"}

    assert "ppi" not in values(request("Omeprazole", dosageInstruction=[bounds], **old))
    assert "ppi" not in values(request("Omeprazole", dispenseRequest=validity, **old))


def test_a_route_by_code_counts():
    route = {"route": {"coding": [{"display": "Intravenous route"}]}}

    assert "quinolone" not in values(request("Levofloxacin", dosageInstruction=[route]))


def test_a_steroid_of_three_months_is_long_term():
    assert values(request("Prednisone", on="2026-08-24"))["glucocorticoid_chronic"] is True


def test_the_days_on_a_proton_pump_inhibitor_are_counted_from_a_standing_order():
    assert values(request("Omeprazole", on="2026-08-24"))["ppi_days"] == Decimal(90)


def test_a_finished_order_does_not_tell_for_how_long():
    assert "ppi_days" not in values(request("Omeprazole", "completed", "2026-11-20"))


def statement(**more):
    return {
        "resourceType": "MedicationStatement",
        "status": "active",
        "medicationCodeableConcept": {"text": "Omeprazole"},
        "subject": SUBJECT,
        **more,
    }


@pytest.mark.parametrize(
    ("period", "present"),
    [
        ({}, True),
        ({"start": "2026-01-01"}, True),
        ({"start": "2026-01-01", "end": "2026-12-31"}, True),
        ({"start": "2026-01-01", "end": "2026-02-01"}, False),
        ({"start": "2026-01-01", "end": "2026-11-10"}, True),
    ],
)
def test_a_statement_counts_while_its_period_reaches_the_day(period, present):
    assert ("ppi" in values(statement(effectivePeriod=period))) is present


def test_an_administration_within_the_window_counts():
    given = statement(
        resourceType="MedicationAdministration",
        status="completed",
        effectiveDateTime="2026-11-20T08:00:00Z",
    )

    assert values(given)["ppi"] is True


def test_a_medicine_may_be_a_resource_of_its_own():
    drug = {"resourceType": "Medication", "id": "m1", "code": {"text": "Digoxin"}}
    order = statement(medicationReference={"reference": "Medication/m1"})
    del order["medicationCodeableConcept"]

    assert values(drug, order)["digoxin"] is True


def test_a_medicine_may_be_contained():
    drug = {"resourceType": "Medication", "id": "m1", "code": {"text": "Digoxin"}}
    other = {"resourceType": "Medication", "id": "m0", "code": {"text": "Lithium"}}
    order = statement(contained=[other, drug], medicationReference={"reference": "#m1"})
    del order["medicationCodeableConcept"]

    assert set(values(order)) == {"sex", "birth_date", "digoxin"}


def test_nothing_is_turned_into_a_no():
    found = read_bundle(
        json.dumps(bundle(request("Digoxin"))), dictionary=dictionary(), on=ON
    ).reading.values

    assert {name for name, value in found.items() if value.value is False} == set()
