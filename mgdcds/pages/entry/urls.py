"""Addresses of patients and of the assessment form. None holds a name."""

from django.urls import path

from mgdcds.pages.entry.views import assess, patients, versions

app_name = "entry"
urlpatterns = [
    path("patients/", patients.patients, name="patients"),
    path("patients/new/", patients.new_patient, name="new_patient"),
    path("patients/<uuid:patient_id>/edit/", patients.edit_patient, name="edit_patient"),
    path("patients/<uuid:patient_id>/archive/", patients.archive_patient, name="archive_patient"),
    path("patients/<uuid:patient_id>/restore/", patients.restore_patient, name="restore_patient"),
    path("patients/<uuid:patient_id>/assess/", assess.assess, name="assess"),
    path("patients/<uuid:patient_id>/assess/live/", assess.live_new, name="assess_live"),
    path("patients/<uuid:patient_id>/assess/discard/", assess.discard_new, name="assess_discard"),
    path("assessments/<uuid:assessment_id>/", versions.assessment, name="assessment"),
    path(
        "assessments/<uuid:assessment_id>/versions/<int:number>/",
        versions.assessment,
        name="version",
    ),
    path("assessments/<uuid:assessment_id>/error/", versions.in_error, name="in_error"),
    path("assessments/<uuid:assessment_id>/correct/", assess.correct, name="correct"),
    path(
        "assessments/<uuid:assessment_id>/correct/live/",
        assess.live_correction,
        name="correct_live",
    ),
    path(
        "assessments/<uuid:assessment_id>/correct/discard/",
        assess.discard_correction,
        name="correct_discard",
    ),
]
