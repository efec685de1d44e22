from django.apps import AppConfig


class AdviceConfig(AppConfig):
    name = "mgdcds.pages.advice"
    label = "advice"
