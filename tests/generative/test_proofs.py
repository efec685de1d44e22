"""The shipped release is proved, and its page says what was proved."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mgdcds.core.authoring.proofs.page import write_proofs_page
from mgdcds.core.authoring.proofs.release import prove_release
from mgdcds.stores.library.shipped import load_shipped_rulebook

PAGE = Path(__file__).parents[2] / "docs" / "proofs.md"


@cache
def _proofs():
    return prove_release(load_shipped_rulebook())


def test_nothing_stands_against_publishing_the_shipped_release():
    assert [answer.said for answer in _proofs().serious] == []
    assert [answer.question.text for answer in _proofs().undecided] == []


def test_what_never_matters_in_the_shipped_release_is_known():
    assert [answer.said.partition(" never")[0] for answer in _proofs().findings] == [
        "In serum_magnesium, 'magnesium_haemolysed'",
        "In best_egfr, 'best_age < 18'",
        "In best_egfr, 'is_pregnant'",
    ]


def test_the_page_of_proofs_is_current():
    written = write_proofs_page(load_shipped_rulebook(), _proofs())

    assert PAGE.read_text(encoding="utf-8") == written, "Write it again: make proofs"
