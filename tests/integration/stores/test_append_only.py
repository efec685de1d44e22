"""Tables that only grow: which they are, and that the database itself guards them."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction

from mgdcds.stores.accounts.append_only import (
    append_only_models,
    install_triggers,
    missing_triggers,
)

ONLY_GROW = {
    "accounts_trailevent",
    "evaluations_answer",
    "evaluations_document",
    "evaluations_evaluation",
    "evaluations_exemption",
    "library_entry",
    "library_notice",
    "library_release",
    "library_releaseentry",
    "library_review",
    "patients_assessmentversion",
}


def drop_triggers(table: str) -> None:
    with connection.cursor() as cursor:
        for name in [name for name in present() if name.startswith(f"{table}_refuses_")]:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def present() -> list[str]:
    listed = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }
    with connection.cursor() as cursor:
        cursor.execute(listed[connection.vendor])
        return [row[0] for row in cursor.fetchall()]


def test_these_tables_only_grow():
    assert {model._meta.db_table for model in append_only_models()} == ONLY_GROW


def test_no_trigger_is_missing_after_migrate(db):
    assert missing_triggers("default") == ()
    assert len(present()) == 2 * len(ONLY_GROW)


@pytest.mark.parametrize("table", sorted(ONLY_GROW))
def test_a_lost_trigger_is_noticed_and_installed_again(db, table):
    drop_triggers(table)

    assert len(missing_triggers("default")) == 2
    assert missing_triggers("default")[0].startswith(f"{table}_refuses_")

    install_triggers("default")

    assert missing_triggers("default") == ()


def test_installing_twice_changes_nothing(db):
    before = sorted(present())

    install_triggers("default")

    assert sorted(present()) == before


def test_migrate_installs_what_is_missing(own_database):
    drop_triggers("library_entry")

    call_command("migrate", verbosity=0)

    assert missing_triggers("default") == ()


def test_triggers_come_back_when_a_table_is_remade(own_database):
    """Django remakes a table on SQLite, which drops its triggers."""
    model = apps.get_model("library", "Notice")
    field = models.TextField(default="")
    field.set_attributes_from_name("remark")
    field.model = model

    # SQLite cannot remake a table within a transaction while foreign keys are enforced.
    with connection.schema_editor(atomic=connection.vendor != "sqlite") as editor:
        editor.add_field(model, field)
    call_command("migrate", verbosity=0)

    assert missing_triggers("default") == ()
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        _write_and_remove_a_notice()


def test_a_disabled_trigger_counts_as_missing(db):
    if connection.vendor != "postgresql":
        return
    connection.cursor().execute("ALTER TABLE library_entry DISABLE TRIGGER USER")

    assert len(missing_triggers("default")) == 2


def _write_and_remove_a_notice() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM accounts_user LIMIT 1")
        user = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO library_notice (kind, key, word, reason, by_id, by_name, at, remark)"
            f" VALUES ('rule', 'X', 'lifted', 'r', {user}, 'n', '2026-01-01', '')"
        )
        cursor.execute("DELETE FROM library_notice")
