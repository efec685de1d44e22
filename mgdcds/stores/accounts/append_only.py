"""Tables that only grow: the database itself refuses to change or remove a row.

Triggers are installed after every migrate, because SQLite drops the triggers of a
table that Django remakes. Installing twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import AppConfig, apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper


class AppendOnly(models.Model):
    """A record that is written once. Subclasses get triggers that refuse UPDATE and DELETE."""

    class Meta:
        abstract = True


_FUNCTION = """
CREATE OR REPLACE FUNCTION mgdcds_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The table % only grows: its rows are never changed or removed.', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$
"""
_POSTGRESQL = {
    "update": "CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}"
    " FOR EACH ROW EXECUTE FUNCTION mgdcds_refuse_change()",
    "truncate": "CREATE TRIGGER {name} BEFORE TRUNCATE ON {table}"
    " FOR EACH STATEMENT EXECUTE FUNCTION mgdcds_refuse_change()",
}
_SQLITE = {
    deed: f"CREATE TRIGGER {{name}} BEFORE {deed.upper()} ON {{table}} BEGIN SELECT RAISE(ABORT,"
    " 'The table {bare} only grows: its rows are never changed or removed.'); END"
    for deed in ("update", "delete")
}
_STATEMENTS = {"postgresql": _POSTGRESQL, "sqlite": _SQLITE}
_LISTED = {
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    " AND tgrelid IN (SELECT oid FROM pg_class WHERE pg_table_is_visible(oid))",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def append_only_models() -> tuple[type[models.Model], ...]:
    """This function will answer every model whose table only grows, in a fixed order."""
    found = (model for model in apps.get_models() if issubclass(model, AppendOnly))
    return tuple(sorted(found, key=lambda model: model._meta.db_table))


def install_triggers(using: str, *, only: AppConfig | None = None) -> None:
    """This function will install the triggers that are missing (for one app, or for all)."""
    connection = connections[using]
    present, tables = _present(connection), set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for model in append_only_models():
            if (only is None or model._meta.app_config is only) and model._meta.db_table in tables:
                for name, statement in _triggers_of(model, connection):
                    if name not in present:
                        cursor.execute(statement)


def missing_triggers(using: str) -> tuple[str, ...]:
    """This function will answer the names of triggers that are absent from tables that exist."""
    connection = connections[using]
    present, tables = _present(connection), set(connection.introspection.table_names())
    return tuple(
        name
        for model in append_only_models()
        if model._meta.db_table in tables
        for name, _ in _triggers_of(model, connection)
        if name not in present
    )


def after_migrate(sender: AppConfig, using: str, **_: Any) -> None:
    """This function will install an app's triggers; Django calls it after every migrate."""
    install_triggers(using, only=sender)


def _triggers_of(
    model: type[models.Model], connection: BaseDatabaseWrapper
) -> Iterable[tuple[str, str]]:
    bare = model._meta.db_table
    table = connection.ops.quote_name(bare)
    for deed, statement in _STATEMENTS[connection.vendor].items():
        name = f"{bare}_refuses_{deed}"
        yield name, statement.format(name=name, table=table, bare=bare)


def _present(connection: BaseDatabaseWrapper) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_LISTED[connection.vendor])
        return {row[0] for row in cursor.fetchall()}
