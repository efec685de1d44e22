from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "mgdcds.pages.desk"
    label = "desk"
