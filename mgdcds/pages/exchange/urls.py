"""Addresses of what is exchanged with other systems."""

from django.urls import path

from mgdcds.pages.exchange import views

app_name = "exchange"
urlpatterns = [
    path("releases/<int:number>/cql/", views.release_cql, name="release_cql"),
    path("releases/<int:number>/fhir/", views.release_fhir, name="release_fhir"),
]
