"""Addresses of patients and of the assessment form. None holds a name."""

from django.urls import path

from mgdcds.pages.entry.views import patients

app_name = "entry"
urlpatterns = [
    path("patients/", patients.patients, name="patients"),
    path("patients/new/", patients.new_patient, name="new_patient"),
    path("patients/<uuid:patient_id>/edit/", patients.edit_patient, name="edit_patient"),
    path("patients/<uuid:patient_id>/archive/", patients.archive_patient, name="archive_patient"),
    path("patients/<uuid:patient_id>/restore/", patients.restore_patient, name="restore_patient"),
]
