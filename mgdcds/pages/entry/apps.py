from django.apps import AppConfig


class EntryConfig(AppConfig):
    name = "mgdcds.pages.entry"
    label = "entry"
