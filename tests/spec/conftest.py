"""Runs the tables of the specification on every engine that there is."""

import pytest

from tests.spec.engines import ENGINES
from tests.spec.tables import read_table


@pytest.fixture(params=sorted(ENGINES))
def spec(request):
    """Checks a table: facts on the left of '||', expressions with their answers on the right."""
    answer = ENGINES[request.param]

    def check(text):
        for row in read_table(text):
            found = {source: answer(source, row.facts) for source in row.answers}
            assert found == row.answers, f"With {row.facts}"

    return check
