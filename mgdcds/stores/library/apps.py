from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "mgdcds.stores.library"
    label = "library"
