"""Documents: frozen, found by their code, and never a leaflet over unanswered safety."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from mgdcds.core.guidance.plan import Response
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import NotAllowed
from mgdcds.stores.accounts.values import TrailFilters
from mgdcds.stores.evaluations import operations, queries
from mgdcds.stores.evaluations.check_codes import make_code, read_code
from mgdcds.stores.evaluations.models import Document
from mgdcds.stores.evaluations.problems import UnableToPrint
from mgdcds.stores.evaluations.values import DocumentNotFound, EvaluationNotFound
from mgdcds.stores.library import queries as library
from tests.builders import AT, HIGH, make_patient, make_visit

CONTENT = {"title": "Your magnesium", "do": ["Eat nuts – 30 g"], "large": True, "count": 2}


@pytest.fixture
def visit(clinician):
    return make_visit(clinician, make_patient(clinician))


def make(actor, visit, **changes):
    told = {"kind": "summary", "paper": "a4", "large": False, "content": CONTENT}
    return operations.record_document(
        actor=actor, evaluation_id=visit.evaluation_id, at=AT, **{**told, **changes}
    )


def test_a_document_is_kept_as_it_was_printed(clinician, visit):
    made = make(clinician, visit, kind="leaflet", paper="letter", large=True)

    found = queries.get_document(clinician.clinic_id, made.code)

    assert found == made
    assert dict(found.content) == CONTENT
    assert (found.kind, found.paper, found.large, found.language) == (
        "leaflet",
        "letter",
        True,
        "en",
    )
    assert (found.by, found.at, found.patient_id) == ("Clara Clinician", AT, visit.patient_id)


def test_each_print_is_a_document_of_its_own(clinician, visit):
    first, second = make(clinician, visit), make(clinician, visit, large=True)

    assert first.code != second.code
    assert queries.documents_of(clinician.clinic_id, visit.evaluation_id) == (second, first)


def test_a_code_is_read_as_somebody_types_it_from_paper(clinician, visit):
    made = make(clinician, visit)
    typed = f" {made.code[:5].lower()}-{made.code[5:].replace('0', 'O').replace('1', 'l')}"

    assert queries.get_document(clinician.clinic_id, typed).id == made.id


def test_codes_are_short_and_have_no_lookalikes():
    code = make_code("f" * 64)

    assert len(code) == 10
    assert not set(make_code("0123456789abcdef" * 4)) & set("ILOU")
    assert read_code("kilo-1O") == "K1101 0".replace(" ", "")


@pytest.mark.parametrize("typed", ["K7M2Q9XW4DK7M2Q9XW4D", "K7M2\x00", "<b>", "ÄÖÜ", ""])
def test_what_cannot_be_a_check_code_is_none(typed):
    assert read_code(typed) == ""


def test_a_document_names_the_knowledge_behind_it(clinician, visit):
    made = make(clinician, visit)

    entries = {entry.hash: entry for entry in library.entries_of(library.live_release(AT).id)}
    behind = {entries[hash_].key for hash_ in made.entries}
    assert {"B01", "B02"} <= behind
    assert "S09" not in behind
    assert any(entries[hash_].kind == "source" for hash_ in made.entries)


def test_a_leaflet_waits_for_answers_to_safety_advice(clinician):
    visit = make_visit(clinician, make_patient(clinician), HIGH)

    with pytest.raises(UnableToPrint, match="Answer this first: S09"):
        make(clinician, visit, kind="leaflet")
    assert make(clinician, visit, kind="summary")

    operations.record_answer(
        actor=clinician,
        evaluation_id=visit.evaluation_id,
        code="S09",
        response=Response.ACCEPTED,
        at=AT,
    )
    assert make(clinician, visit, kind="leaflet")


def test_a_page_made_before_an_answer_is_not_printed(clinician, visit):
    seen = queries.answers_to(visit.evaluation_id).standing
    operations.record_answer(
        actor=clinician,
        evaluation_id=visit.evaluation_id,
        code="B01",
        response=Response.ACCEPTED,
        at=AT,
    )

    with pytest.raises(UnableToPrint, match="The answers have changed since the page was made"):
        make(clinician, visit, seen_answers=seen)

    now = queries.answers_to(visit.evaluation_id).standing
    assert make(clinician, visit, seen_answers=now)


def test_what_cannot_be_printed_is_told_at_once(clinician, visit):
    with pytest.raises(UnableToPrint, match="'poster' was found") as refused:
        make(clinician, visit, kind="poster", paper="a0")

    assert [problem.message for problem in refused.value.problems] == [
        "'poster' was found, but 'summary' or 'leaflet' is expected.",
        "'a0' was found, but 'a4' or 'letter' is expected.",
    ]


def test_advice_in_error_is_not_printed_and_its_documents_say_so(clinician, visit):
    made = make(clinician, visit)
    operations.mark_entered_in_error(
        actor=clinician, assessment_id=visit.assessment_id, reason="Wrong patient.", at=AT
    )

    assert queries.get_document(clinician.clinic_id, made.code).is_in_error
    with pytest.raises(UnableToPrint, match="entered in error"):
        make(clinician, visit)


def test_documents_stay_in_their_clinic(clinician, stranger, auditor, visit):
    made = make(clinician, visit)

    with pytest.raises(DocumentNotFound, match="There is no such document"):
        queries.get_document(stranger.clinic_id, made.code)
    with pytest.raises(DocumentNotFound, match="There is no such document"):
        queries.get_document(clinician.clinic_id, "NOSUCHCODE")
    with pytest.raises(EvaluationNotFound, match="There is no such advice"):
        make(stranger, visit)
    with pytest.raises(NotAllowed, match="needs: clinician"):
        make(auditor, visit)
    assert queries.documents_of(stranger.clinic_id, visit.evaluation_id) == ()


def test_printing_is_on_the_trail(clinician, visit):
    made = make(clinician, visit)

    (event,) = people.trail(TrailFilters(subject=made.code)).rows

    assert (event.verb, event.kind) == ("printed", "summary")


def test_a_document_is_read_in_one_query(clinician, visit, django_assert_num_queries):
    made = make(clinician, visit)

    with django_assert_num_queries(1):
        queries.get_document(clinician.clinic_id, made.code)


def test_a_document_cannot_be_changed_in_the_database(clinician, visit):
    made = make(clinician, visit)

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        Document.objects.filter(pk=made.id).update(content="{}")
