from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mgdcds.stores.accounts"
    label = "accounts"
