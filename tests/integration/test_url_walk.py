"""Every address, as nobody, as each role, and as a member of another clinic.

An address that is not in the table below fails: say who may see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations import operations as evaluations
from mgdcds.stores.library import operations as library
from mgdcds.stores.library import queries as releases
from tests.builders import AT, ON, make_patient, make_values, submission
from tests.people import Cast

CLINICIAN, AUTHOR, APPROVER = {"clinician"}, {"author"}, {"approver"}
AUDITOR, ADMINISTRATOR = {"auditor"}, {"administrator"}
WRITERS = AUTHOR | APPROVER
EVERYBODY = CLINICIAN | WRITERS | AUDITOR | ADMINISTRATOR
PUBLIC = EVERYBODY | {"nobody"}

#: Who may see or do it, by the name of the address. The second word is the method.
TABLE: dict[str, tuple[set[str], str]] = {
    "desk:worklist": (EVERYBODY, "get"),
    "desk:patient": (CLINICIAN, "get"),
    "desk:finish_task": (EVERYBODY, "post"),
    "entry:patients": (CLINICIAN, "get"),
    "entry:new_patient": (CLINICIAN, "get"),
    "entry:edit_patient": (CLINICIAN, "get"),
    "entry:archive_patient": (CLINICIAN, "post"),
    "entry:restore_patient": (CLINICIAN, "post"),
    "entry:assess": (CLINICIAN, "get"),
    "entry:assess_live": (CLINICIAN, "post"),
    "entry:assess_discard": (CLINICIAN, "post"),
    "entry:assessment": (CLINICIAN, "get"),
    "entry:version": (CLINICIAN, "get"),
    "entry:in_error": (CLINICIAN, "get"),
    "entry:correct": (CLINICIAN, "get"),
    "entry:correct_live": (CLINICIAN, "post"),
    "entry:correct_discard": (CLINICIAN, "post"),
    "advice:advice": (CLINICIAN, "get"),
    "advice:why": (CLINICIAN, "get"),
    "advice:answer": (CLINICIAN, "post"),
    "advice:withdraw": (CLINICIAN, "post"),
    "advice:again": (CLINICIAN, "post"),
    "advice:print": (CLINICIAN, "get"),
    "advice:find_document": (CLINICIAN, "get"),
    "advice:document": (CLINICIAN, "get"),
    "advice:document_pdf": (CLINICIAN, "get"),
    "workspace:drafts": (WRITERS, "get"),
    "workspace:draft": (WRITERS, "get"),
    "workspace:submit": (AUTHOR, "post"),
    "workspace:return": (WRITERS, "post"),
    "workspace:publish": (APPROVER, "post"),
    "workspace:drop": (WRITERS, "post"),
    "workspace:check": (WRITERS, "get"),
    "workspace:names": (WRITERS, "get"),
    "workspace:change_rule": (AUTHOR, "post"),
    "workspace:new_rule": (AUTHOR, "post"),
    "workspace:new_case": (AUTHOR, "post"),
    "workspace:rule": (WRITERS, "get"),
    "workspace:rule_live": (WRITERS, "post"),
    "workspace:lacking": (WRITERS, "get"),
    "workspace:rebase": (WRITERS, "get"),
    "workspace:case": (WRITERS, "get"),
    "workspace:case_live": (WRITERS, "post"),
    "workspace:entries": (WRITERS, "get"),
    "workspace:entry": (WRITERS, "get"),
    "workspace:entry_live": (WRITERS, "post"),
    "workspace:undo": (AUTHOR, "post"),
    "workspace:remove": (AUTHOR, "post"),
    "workspace:releases": (EVERYBODY, "get"),
    "workspace:release": (EVERYBODY, "get"),
    "workspace:release_of": (EVERYBODY, "get"),
    "workspace:history": (EVERYBODY, "get"),
    "workspace:restore": (AUTHOR, "post"),
    "evidence:index": (EVERYBODY, "get"),
    "evidence:claim": (EVERYBODY, "get"),
    "evidence:sources": (EVERYBODY, "get"),
    "evidence:source": (EVERYBODY, "get"),
    "evidence:rules": (EVERYBODY, "get"),
    "evidence:rule": (EVERYBODY, "get"),
    "exchange:release_cql": (EVERYBODY, "get"),
    "exchange:release_fhir": (EVERYBODY, "get"),
    "components:gallery": (EVERYBODY, "get"),
    "office:sign_in": (PUBLIC, "get"),
    "office:still_here": (EVERYBODY, "get"),
    "office:healthz": (PUBLIC, "get"),
    "office:password": (EVERYBODY, "get"),
    "office:people": (ADMINISTRATOR, "get"),
    "office:new_person": (ADMINISTRATOR, "get"),
    "office:joining": (ADMINISTRATOR, "get"),
    "office:person": (ADMINISTRATOR, "get"),
    "office:person_password": (ADMINISTRATOR, "post"),
    "office:person_unlock": (ADMINISTRATOR, "post"),
    "office:person_active": (ADMINISTRATOR, "post"),
    "office:clinics": (ADMINISTRATOR, "get"),
    "office:new_clinic": (ADMINISTRATOR, "get"),
    "office:clinic": (ADMINISTRATOR, "get"),
    "office:clinic_switch": (EVERYBODY, "post"),
    "office:trail": (AUDITOR | ADMINISTRATOR, "get"),
    "office:about": (EVERYBODY, "get"),
    # Last, since nobody is signed in after it.
    "office:sign_out": (EVERYBODY, "post"),
}
#: What an address must be sent to do its deed; the rest is asked without a word.
SENT: dict[str, dict[str, str]] = {
    "workspace:new_rule": {"code": "Z01"},
    "workspace:new_case": {"rule": "B02", "name": "Another one"},
    "workspace:restore": {"release": "1"},
}
#: Records that belong to a clinic: what another clinic asks of them does not exist.
OWNED = {"patient_id", "assessment_id", "evaluation_id", "task_id", "user_id", "clinic_id"}


def _names(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


ADDRESSES = dict(_names(get_resolver()))


@pytest.fixture
def records(cast: Cast, db: None) -> dict[str, Any]:
    """One of everything that an address can name, all in the clinic of the cast."""
    from mgdcds.stores.accounts.operations import create_task

    patient = make_patient(cast.clinician)
    visit = evaluations.record_visit(
        actor=cast.clinician,
        patient_id=patient.id,
        values=make_values(vitamin_d_25oh="18 ng/mL", magnesium="0.78 mmol/L"),
        reviewed=(),
        on=ON,
        submission=submission(),
        at=AT,
    )
    document = evaluations.record_document(
        actor=cast.clinician,
        evaluation_id=visit.evaluation_id,
        kind="summary",
        paper="a4",
        large=False,
        content=_SMALL_DOCUMENT,
        at=AT,
    )
    draft = library.open_draft(actor=cast.author, title="Raise a cut-off", at=AT)
    task = create_task(actor=cast.clinician, title="Look again", at=AT)
    rulebook = releases.live_rulebook(AT)[1]
    return {
        "patient_id": patient.id,
        "assessment_id": visit.assessment_id,
        "number": 1,
        "evaluation_id": visit.evaluation_id,
        "code": "B02",
        "document": document.code,
        "draft_id": draft.id,
        "kind": str(EntryKind.RULE),
        "claim": next(iter(rulebook.evidence.claims)),
        "source": next(iter(rulebook.evidence.sources)),
        "key": "B02",
        "case": next(iter(rulebook.cases)),
        "release_id": releases.live_release(AT).id,
        "user_id": cast.colleague.user_id,
        "clinic_id": cast.clinic.id,
        "task_id": task.id,
    }


_SMALL_DOCUMENT: dict[str, Any] = {
    "title": "Clinical summary",
    "person": {"name": "Amara Okafor", "line": ""},
    "clinic": {"name": "Harbour Clinic", "address": ""},
    "dates": "",
    "foot": "",
    "answerable": "",
    "content": {"first": [], "recommended": [], "withheld": [], "informed": [], "not_met": 0},
}


def _url(name: str, records: dict[str, Any]) -> str:
    wanted = ADDRESSES[name].pattern.converters
    given = {key: records[key] for key in wanted}
    if name.startswith("advice:document"):
        given["code"] = records["document"]
    if name.startswith("workspace:case"):
        given["key"] = records["case"]
    if name in ("evidence:claim", "evidence:source"):
        given["key"] = records[name.removeprefix("evidence:")]
    return reverse(name, kwargs=given)


def _ask(client: Client, name: str, records: dict[str, Any]) -> HttpResponse:
    """Asks, and undoes whatever that did, so that the next address finds the same records."""
    sent = SENT.get(name, {})
    if name == "office:clinic_switch":
        sent = {"clinic": str(records["clinic_id"])}
    before = transaction.savepoint()
    response = getattr(client, TABLE[name][1])(_url(name, records), sent)
    transaction.savepoint_rollback(before)
    return response


def test_every_address_says_who_may_see_it() -> None:
    assert ADDRESSES.keys() == TABLE.keys()


def test_nobody_is_asked_to_sign_in(records: dict[str, Any], client: Client) -> None:
    for name, (who, _) in TABLE.items():
        response = _ask(client, name, records)

        if "nobody" in who:
            assert response.status_code == 200, name
        else:
            assert response.status_code == 302, name
            assert response["Location"].startswith("/sign-in/"), name


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_each_role_sees_what_it_may(
    role: str, records: dict[str, Any], cast: Cast, sign_in: Callable[[Actor], Client]
) -> None:
    client, seen = sign_in(getattr(cast, role)), {}
    for name, (who, _) in TABLE.items():
        status = _ask(client, name, records).status_code
        allowed = (200, 204, 302, 422) if role in who else (403,)
        if status not in allowed:
            seen[name] = status

    assert seen == {}


def test_another_clinic_finds_nothing(
    records: dict[str, Any], cast: Cast, sign_in: Callable[[Actor], Client]
) -> None:
    client, seen = sign_in(cast.stranger), {}
    for name, (who, _) in TABLE.items():
        is_owned = OWNED & set(ADDRESSES[name].pattern.converters)
        if is_owned or name.startswith("advice:document"):
            status = _ask(client, name, records).status_code
            if status != (404 if "clinician" in who else 403):
                seen[name] = status

    assert seen == {}
