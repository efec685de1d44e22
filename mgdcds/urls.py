"""Addresses. Each wing of pages names its own; this file only hangs them up."""

from django.urls import include, path

urlpatterns = [
    path("", include("mgdcds.pages.desk.urls")),
    path("", include("mgdcds.pages.entry.urls")),
    path("", include("mgdcds.pages.advice.urls")),
    path("", include("mgdcds.pages.workspace.urls")),
    path("", include("mgdcds.pages.evidence.urls")),
    path("", include("mgdcds.pages.exchange.urls")),
    path("", include("mgdcds.pages.office.urls")),
    path("", include("mgdcds.pages.components.urls")),
]

handler403 = "mgdcds.pages.office.errors.forbidden"
handler404 = "mgdcds.pages.office.errors.not_found"
handler500 = "mgdcds.pages.office.errors.broken"
