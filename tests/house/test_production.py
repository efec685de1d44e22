"""The program as a clinic would set it up: a process of its own, with production settings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = {
    "MGDCDS_PRODUCTION": "1",
    "SECRET_KEY": "a-long-random-text-that-is-only-used-by-this-test-0123456789-abcdefgh",
    "ALLOWED_HOSTS": "cds.clinic.example",
    "CSRF_TRUSTED_ORIGINS": "https://cds.clinic.example",
}


def _environment(folder: Path, **changes: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MGDCDS_", "DJANGO_", "DATABASE_", "SECRET_", "COV_"))
    }
    database = f"sqlite:///{folder / 'clinic.sqlite3'}"
    own = {"MGDCDS_DATA_DIR": str(folder), "DATABASE_URL": database}
    return kept | NEEDED | own | changes


def _manage(*words: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "manage.py", *words],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A clinic that was set up as docs/how-to/deploy.md says."""
    environment = _environment(tmp_path_factory.mktemp("clinic"))
    for words in (("migrate", "-v0"), ("ship_knowledge",), ("collectstatic", "--noinput", "-v0")):
        done = _manage(*words, environment=environment)
        assert done.returncode == 0, done.stderr
    return environment


def test_a_clinic_is_safe_to_deploy(clinic: dict[str, str]) -> None:
    words = ("check", "--deploy", "--database", "default", "--fail-level", "WARNING")

    done = _manage(*words, environment=clinic)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_a_demo_sign_in_is_found(clinic: dict[str, str]) -> None:
    made = _manage("shell", "-c", _MAKE_DEMO_SIGN_IN, environment=clinic)
    assert made.returncode == 0, made.stderr

    words = ("check", "--deploy", "--database", "default", "--fail-level", "WARNING")
    done = _manage(*words, environment=clinic)

    assert done.returncode != 0
    assert "demo" in done.stderr


def test_shipping_again_changes_nothing(clinic: dict[str, str]) -> None:
    done = _manage("ship_knowledge", environment=clinic)

    assert "Nothing was changed." in done.stdout


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL"])
def test_what_is_missing_is_named(name: str, tmp_path: Path) -> None:
    done = _manage("check", environment=_environment(tmp_path, **{name: ""}))

    assert done.returncode != 0
    assert f"Set {name}" in done.stderr


_MAKE_DEMO_SIGN_IN = """
from django.utils import timezone
from mgdcds.stores.accounts import operations
from mgdcds.stores.accounts.actor import SYSTEM, Role
clinic = operations.create_clinic(actor=SYSTEM, name="Clinic", at=timezone.now())
operations.create_user(actor=SYSTEM, username="demo", full_name="Demo", is_demo=True,
    password="a long walk by the sea", roles={Role.CLINICIAN}, clinic_id=clinic.id,
    at=timezone.now())
"""
