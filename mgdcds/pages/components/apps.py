from django.apps import AppConfig


class ComponentsConfig(AppConfig):
    name = "mgdcds.pages.components"
    label = "components"
