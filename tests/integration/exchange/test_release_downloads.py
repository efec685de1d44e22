"""A release as a file: who gets it, what it is, and what the trail says of it."""

from __future__ import annotations

import json

import pytest

from mgdcds.core.engines.export.problems import UnableToExport, not_exported
from mgdcds.core.values.problems import Place
from mgdcds.pages.exchange import views
from mgdcds.stores.accounts import queries as accounts

TYPES = {"cql": "text/cql; charset=utf-8", "fhir": "application/fhir+json; charset=utf-8"}


@pytest.fixture
def client_of_auditor(cast, sign_in, db):
    return sign_in(cast.auditor)


@pytest.mark.parametrize("form", sorted(TYPES))
def test_a_release_is_handed_out_as_a_file(client_of_auditor, form):
    response = client_of_auditor.get(f"/releases/1/{form}/")

    assert response.status_code == 200
    assert response["Content-Type"] == TYPES[form]
    assert response["Content-Disposition"].startswith('attachment; filename="MgDCDS-1.')
    again = client_of_auditor.get(f"/releases/1/{form}/")
    assert again.content == response.content


def test_the_files_are_of_that_release(client_of_auditor):
    cql = client_of_auditor.get("/releases/1/cql/").content.decode()
    bundle = json.loads(client_of_auditor.get("/releases/1/fhir/").content)

    assert "library MgDCDS version '1'" in cql
    library = bundle["entry"][0]["resource"]
    assert (library["resourceType"], library["version"]) == ("Library", "1")


@pytest.mark.parametrize("form", sorted(TYPES))
def test_a_release_that_is_not_there_is_not_found(client_of_auditor, form):
    assert client_of_auditor.get(f"/releases/7/{form}/").status_code == 404


def test_the_trail_says_who_took_which_release(client_of_auditor, cast):
    client_of_auditor.get("/releases/1/cql/")

    last = accounts.trail().rows[0]
    assert (last.verb, last.kind, last.subject, last.detail) == ("exported", "release", "1", "cql")


def test_the_page_of_a_release_leads_to_its_files(client_of_auditor):
    page = client_of_auditor.get("/releases/1/").content.decode()

    assert 'href="/releases/1/cql/"' in page
    assert 'href="/releases/1/fhir/"' in page


def test_what_cannot_be_exported_is_said_with_its_place(client_of_auditor, monkeypatch):
    def refuse(release, base):
        raise UnableToExport([not_exported(Place("S09"), what="The operator 'Overlaps'")])

    monkeypatch.setattr(views, "FORMATS", {"cql": refuse})

    response = client_of_auditor.get("/releases/1/cql/")

    assert response.status_code == 422
    assert "S09" in response.content.decode()
    assert "Release 1 cannot be exported" in response.content.decode()
