from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "mgdcds.pages.exchange"
    label = "exchange"
