"""The worked examples of the manual, on every engine."""

import pytest

from mgdcds.core.cql.operators import OPERATORS
from tests.spec.engines import ENGINES, value_of

EXAMPLES = [
    pytest.param(example, id=f"{operator.name}: {example.expression}")
    for operator in OPERATORS.values()
    for example in operator.examples
]


@pytest.mark.parametrize("engine", sorted(ENGINES))
@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_manual_is_right(engine, example):
    assert ENGINES[engine](example.expression, {}) == value_of(example.value)
