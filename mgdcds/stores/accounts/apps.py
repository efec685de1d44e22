from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "mgdcds.stores.accounts"
    label = "accounts"

    def ready(self) -> None:
        from mgdcds.stores.accounts import append_only, checks, sign_ins  # noqa: PLC0415

        post_migrate.connect(append_only.after_migrate, dispatch_uid="append_only_triggers")
        sign_ins.listen()
        checks.register_checks()
