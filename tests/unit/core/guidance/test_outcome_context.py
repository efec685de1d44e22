"""What a banner reads of a stored outcome."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.outcome import UnableToReadOutcome, context_from_text


def test_the_values_beside_the_rules_are_read_alone() -> None:
    text = '{"context":{"best_egfr":"25.6","on_dialysis":"false"},"format":1}'

    assert context_from_text(text) == {"best_egfr": "25.6", "on_dialysis": "false"}


def test_an_outcome_without_them_has_none() -> None:
    assert context_from_text('{"format":1}') == {}


def test_what_is_no_outcome_is_refused() -> None:
    with pytest.raises(UnableToReadOutcome, match="it is not JSON"):
        context_from_text("{")
