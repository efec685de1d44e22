from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    name = "mgdcds.stores.evaluations"
    label = "evaluations"
