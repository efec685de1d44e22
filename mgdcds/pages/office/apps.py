from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "mgdcds.pages.office"
    label = "office"
