from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "mgdcds.pages.evidence"
    label = "evidence"
