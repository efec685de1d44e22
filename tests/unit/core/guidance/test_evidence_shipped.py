"""The evidence that is shipped: sound, honest about what was checked, in one canonical form."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from mgdcds.core.guidance.evidence import (
    GRADE_DOMAINS,
    Direction,
    SourceKind,
    Verification,
    content_of,
    is_animal,
    read_evidence,
)
from mgdcds.core.guidance.files import entries_from_files, files_from_entries

KNOWLEDGE = Path(__file__).parents[4] / "mgdcds" / "knowledge"
#: Volumes and pages that nobody could confirm: none of them may stand in a citation.
NEVER_PRINTED = ("91:4866", "99–100", "35:312", "13:1383", "32:2052", "31:31", "5:5–14")


@cache
def shipped_files():
    return {
        str(path.relative_to(KNOWLEDGE)): path.read_text(encoding="utf-8")
        for path in sorted((KNOWLEDGE / "evidence").glob("*/*.toml"))
    }


@cache
def shipped_entries():
    return entries_from_files(shipped_files())


@cache
def shipped():
    return read_evidence(shipped_entries())


def test_the_files_are_in_canonical_form():
    assert files_from_entries(shipped_entries()) == shipped_files()


def test_every_value_writes_back_the_content_of_its_entry():
    values = shipped().sources | shipped().findings | shipped().claims

    assert {entry.key: entry.content() for entry in shipped_entries()} == {
        key: content_of(value) for key, value in values.items()
    }


def test_the_seven_claims_each_have_a_finding_that_does_not_simply_support():
    doubts = (Direction.QUALIFIES, Direction.CONTRADICTS)

    for number in range(1, 8):
        (key,) = [key for key in shipped().claims if key.startswith(f"c{number}_")]
        assert shipped().findings_for(key, direction=Direction.SUPPORTS), key
        assert any(shipped().findings_for(key, direction=side) for side in doubts), key


def test_every_claim_gives_a_reason_for_each_grade_domain():
    for claim in shipped().claims.values():
        assert [domain.name for domain in claim.domains][:5] == list(GRADE_DOMAINS)
        assert all(domain.reason.endswith(".") for domain in claim.domains), claim.key


def test_animal_findings_are_background_only():
    animal = {key for key, finding in shipped().findings.items() if finding.animal}

    assert animal == {"gehrmann1991.bone", "oonincx2010.uvb", "levine1980rat.leak"}
    assert all(is_animal(shipped(), key) for key in animal)
    for key in animal:
        assert not shipped().findings[key].supports


def test_figures_from_memory_are_marked():
    unverified = shipped().findings["wesselink2020.both_estimate"]

    assert unverified.effect == "0.53"
    assert unverified.verified is Verification.FROM_MEMORY


def test_figures_that_must_not_be_printed_are_not_there():
    for path, text in shipped_files().items():
        for figure in NEVER_PRINTED:
            assert figure not in text, path
    medalle = shipped().findings["medalle1976.resistance"]
    assert not any(character.isdigit() for character in medalle.text + medalle.effect)


def test_the_reference_tables_are_sources():
    tables = {
        key
        for key, source in shipped().sources.items()
        if source.kind is SourceKind.REFERENCE_TABLE
    }

    assert tables == {"ref_b2", "ref_b6", "ref_b12"}
    assert "cmdt" in shipped().sources


def test_every_source_says_what_was_found_and_its_limits():
    for key, source in shipped().sources.items():
        assert shipped().findings_of(key), key
        assert source.limits.endswith("."), key
