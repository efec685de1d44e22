"""Addresses of the desk."""

from django.urls import path

from mgdcds.pages.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.worklist, name="worklist"),
    path("patients/<uuid:patient_id>/", views.patient, name="patient"),
    path("tasks/<int:task_id>/done/", views.finish_task, name="finish_task"),
]
