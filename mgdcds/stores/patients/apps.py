from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "mgdcds.stores.patients"
    label = "patients"
