import pytest

from tests.shipped_facts import load_shipped_dictionary


@pytest.fixture(scope="session")
def shipped():
    return load_shipped_dictionary()
