"""A release as a file for other systems."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from mgdcds.core.engines.export.problems import UnableToExport
from mgdcds.pages.exchange.release_files import CONTENT_TYPES, FORMATS
from mgdcds.pages.exchange.releases import Release
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.accounts.operations import record_event
from mgdcds.stores.library import queries


def release_cql(request: ClinicRequest, number: int) -> HttpResponse:
    """This view will hand out a release as standard CQL."""
    return _file(request, number, "cql")


def release_fhir(request: ClinicRequest, number: int) -> HttpResponse:
    """This view will hand out a release as FHIR R4 resources."""
    return _file(request, number, "fhir")


def _file(request: ClinicRequest, number: int, form: str) -> HttpResponse:
    found = queries.get_release_by_number(number)
    release = Release(queries.rulebook_of(found), number, found.label, queries.standing_notices())
    try:
        files = FORMATS[form](release, settings.FHIR_BASE)
    except UnableToExport as unable:
        page = {"number": number, "problems": unable.problems}
        return render(request, "exchange/not_exported.html", {"page": page}, status=422)
    ((name, text),) = files.items()
    record_event(
        actor=request.actor, verb="exported", kind="release", subject=number, detail=form,
        at=timezone.now(),
    )  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type=CONTENT_TYPES[form], headers=headers)
