"""`manage.py check --deploy`: is this database fit for a clinic?"""

from __future__ import annotations

import pytest
from django.core.checks import registry
from django.db import DatabaseError, connection

from mgdcds.stores.accounts import checks, operations
from mgdcds.stores.accounts.actor import SYSTEM, Role
from tests.builders import AT


@pytest.fixture
def demo_person(cast, db):
    return operations.create_user(
        actor=SYSTEM,
        username="demo",
        full_name="Demo",
        password="magnesium-demo",
        roles={Role.CLINICIAN},
        clinic_id=cast.clinic.id,
        is_demo=True,
        at=AT,
    )


def test_a_clinics_own_database_is_fit(cast, db):
    assert checks.check_demo_sign_ins() == []
    assert checks.check_triggers() == []


def test_a_demo_sign_in_is_an_error(demo_person):
    (found,) = checks.check_demo_sign_ins()

    assert found.is_serious()
    assert found.id == "accounts.E001"
    assert "Demonstration sign-ins work" in found.msg
    assert found.msg.endswith("demo.")


def test_a_demo_sign_in_that_was_signed_off_is_none(demo_person, administrator):
    operations.set_active(actor=administrator, user_id=demo_person.user_id, is_active=False, at=AT)

    assert checks.check_demo_sign_ins() == []


def test_a_missing_trigger_is_an_error(db):
    on = " ON library_entry" if connection.vendor == "postgresql" else ""
    connection.cursor().execute(f"DROP TRIGGER library_entry_refuses_update{on}")

    (found,) = checks.check_triggers()

    assert found.is_serious()
    assert found.msg == (
        "The database trigger 'library_entry_refuses_update' is missing,"
        " so records could be changed unseen."
    )
    assert "manage.py migrate" in found.hint


@pytest.mark.parametrize("error", [None, DatabaseError("away")])
def test_a_database_without_tables_is_a_warning(db, monkeypatch, error):
    def table_names():
        if error:
            raise error
        return []

    monkeypatch.setattr(connection.introspection, "table_names", table_names)

    (found,) = checks.check_demo_sign_ins()

    assert not found.is_serious()
    assert "has no tables yet" in found.msg
    assert checks.check_triggers() == []


def test_the_checks_run_with_deploy_only():
    ours = {checks.check_demo_sign_ins, checks.check_triggers}

    assert ours <= registry.registry.deployment_checks
    assert not ours & registry.registry.registered_checks
