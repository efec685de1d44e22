"""Entries as evidence and back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.core.guidance.evidence import (
    Direction,
    SourceKind,
    UnableToReadEvidence,
    Verification,
    check_evidence,
    content_of,
    read_evidence,
)
from mgdcds.core.guidance.rule import Certainty
from tests.unit.core.guidance.evidence_for_tests import make_entries, make_evidence


def messages(**changes):
    return [problem.message for problem in check_evidence(make_entries(**changes))]


def test_a_source_keeps_what_was_recorded():
    source = make_evidence().sources["jones2020"]

    assert source.kind is SourceKind.TRIAL
    assert source.n == 205436
    assert source.verified is Verification.PARTLY
    assert source.from_memory == ("year",)
    assert source.doi == ""


def test_a_finding_knows_its_source_and_its_claim():
    evidence = make_evidence()
    finding = evidence.findings["jones2020.death"]

    assert (finding.source, finding.key) == ("jones2020", "death")
    assert list(finding.bears_on()) == [(Direction.SUPPORTS, "c1")]
    assert evidence.findings_of("jones2020") == (finding,)
    assert evidence.findings_for("c1", direction=Direction.SUPPORTS) == (finding,)
    assert evidence.findings_for("c1", direction=Direction.CONTRADICTS) == ()


def test_a_ratio_is_read_as_numbers():
    ratio = make_evidence().findings["jones2020.death"].find_ratio()

    assert (ratio.effect, ratio.low, ratio.high) == tuple(map(Decimal, ("0.55", "0.32", "0.95")))
    assert not ratio.crosses_one()


def test_an_interval_with_one_in_it_crosses_one():
    finding = {"effect": "0.65", "interval": ["0.35", "1.21"]}

    ratio = make_evidence(finding=finding).findings["jones2020.death"].find_ratio()

    assert ratio.crosses_one()


def test_what_is_no_ratio_is_not_drawn_as_one():
    finding = {"measure": "before and after", "effect": "7.2 to 9.3 mg/dL", "interval": None}

    assert make_evidence(finding=finding).findings["jones2020.death"].find_ratio() is None


def test_a_rating_starts_somewhere_and_goes_down_by_its_domains():
    assert make_evidence().claims["c1"].rated() is Certainty.LOW


def test_a_rating_never_leaves_the_ladder():
    down = [{"name": "imprecision", "reason": "Few.", "rated_down_by": 9}]
    entries = make_entries(claim={"domains": down})
    found = {problem.message for problem in check_evidence(entries)}

    assert any("come to 'very low'" in message for message in found)


def test_content_written_back_is_the_content_that_was_read():
    entries = make_entries()
    evidence = read_evidence(entries)

    written = [
        content_of(evidence.sources["jones2020"]),
        content_of(evidence.findings["jones2020.death"]),
        content_of(evidence.claims["c1"]),
    ]

    keyed = [{"key": key} for key in ("jones2020", "death", "c1")]
    assert written == [k | entry.content() for k, entry in zip(keyed, entries, strict=True)]


def test_other_kinds_of_entries_are_passed_over():
    rule = make_entry(EntryKind.RULE, "B01", {"code": "B01"})

    assert read_evidence((*make_entries(), rule)).claims.keys() == {"c1"}


def test_every_problem_is_reported_at_once():
    changes = {"source": {"citation": None}, "finding": {"verified": "perhaps"}}

    with pytest.raises(UnableToReadEvidence, match="citation") as caught:
        make_evidence(**changes)

    assert len(caught.value.problems) == 2


def test_an_unknown_field_is_refused():
    (message,) = messages(source={"sample": 3})

    assert "'sample'" in message


def test_a_finding_without_a_source_in_its_key_is_refused():
    entries = list(make_entries())
    entries[1] = make_entry(EntryKind.FINDING, "death", entries[1].content())

    found = [problem.message for problem in check_evidence(entries)]

    assert "The key of a finding is 'death', but 'source.finding' is expected." in found
