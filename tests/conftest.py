"""What every test finds: a blocked network, and a database that holds release 1 and the cast.

Both are made once per process; each test works in a transaction that is rolled back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from tests import network

if TYPE_CHECKING:
    from django.test import Client

    from mgdcds.stores.accounts.actor import Actor
    from tests.people import Cast

# The same examples each time, however busy the machine is.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

_FLUSHING = {"transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tables that only grow cannot be flushed: a test that needs commits takes `own_database`."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = marker is not None and marker.kwargs.get("transaction", False)
        if flushes or _FLUSHING & set(getattr(item, "fixturenames", ())):
            raise pytest.UsageError(f"{item.nodeid} would flush the database. Use own_database.")


@pytest.fixture(scope="session", autouse=True)
def _this_computer_only() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        network.block(patch)
        yield


@pytest.fixture(scope="session")
def _kept() -> dict[str, Any]:
    return {}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any, _kept: dict[str, Any]) -> None:
    """The database of this process: migrated, with release 1 and the cast."""
    from mgdcds.stores.library import operations as library
    from tests.builders import LONG_AGO
    from tests.people import make_cast
    from tests.shipped import shipped_with_few_cases

    with django_db_blocker.unblock():
        library.ship_first_release(entries=shipped_with_few_cases(), at=LONG_AGO)
        _kept["cast"] = make_cast()


@pytest.fixture(scope="session")
def cast(django_db_setup: None, _kept: dict[str, Any]) -> Cast:
    """Everybody. Fixtures such as `clinician` are one of them."""
    found: Cast = _kept["cast"]
    return found


@pytest.fixture
def clinician(cast: Cast, db: None) -> Actor:
    """Works in the clinic, with patients."""
    return cast.clinician


@pytest.fixture
def colleague(cast: Cast, db: None) -> Actor:
    """Another clinician of the same clinic."""
    return cast.colleague


@pytest.fixture
def author(cast: Cast, db: None) -> Actor:
    """Writes rules."""
    return cast.author


@pytest.fixture
def approver(cast: Cast, db: None) -> Actor:
    """Reviews and publishes rules."""
    return cast.approver


@pytest.fixture
def auditor(cast: Cast, db: None) -> Actor:
    """Reads the trail."""
    return cast.auditor


@pytest.fixture
def administrator(cast: Cast, db: None) -> Actor:
    """Makes people and clinics."""
    return cast.administrator


@pytest.fixture
def stranger(cast: Cast, db: None) -> Actor:
    """A clinician of another clinic, who must find nothing of this one."""
    return cast.stranger


@pytest.fixture
def sign_in(client: Client) -> Callable[[Actor], Client]:
    """Signs the test client in: `sign_in(clinician).get("/")`."""
    from tests import people

    return lambda actor: people.sign_in(client, actor)


@pytest.fixture
def own_database(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """A copy of the database, in which threads may really commit (see `at_once`)."""
    from tests import own_database as copies

    with django_db_blocker.unblock(), copies.own_database(tmp_path):
        yield
