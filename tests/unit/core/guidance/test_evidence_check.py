"""What is wrong between sources, findings, claims and rules."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.evidence import check_citations, check_evidence, is_animal
from mgdcds.core.guidance.rule import Category, Certainty, Rule, Strength
from tests.unit.core.guidance.evidence_for_tests import CLAIM, make_entries, make_evidence


def problems(**changes):
    return check_evidence(make_entries(**changes))


def only(**changes):
    found = problems(**changes)
    assert len(found) == 1, found
    return found[0]


def make_rule(*evidence, claims=()):
    return Rule(
        code="B01",
        title="Check magnesium",
        category=Category.TREATMENT,
        when="true",
        strength=Strength.CONDITIONAL,
        certainty=Certainty.LOW,
        levels=(),
        why_it_matters="It may matter.",
        evidence=evidence,
        claims=claims,
    )


def test_sound_evidence_has_no_problem():
    assert problems() == ()


def test_a_claim_that_does_not_exist_is_named_with_the_nearest_one():
    found = problems(finding={"supports": ["c11"]})

    assert found[0].message == "No finding bears on this claim, but at least one is expected."
    assert found[1].message == "'c11' is named, but there is no claim with that key."
    assert found[1].hint == "Did you mean 'c1'?"
    assert found[1].place.field == "supports"


def test_a_finding_of_no_source_is_named():
    _, finding, claim = make_entries()

    (found,) = check_evidence((finding, claim))

    assert found.message == "'jones2020' is named, but there is no source with that key."


def test_a_finding_must_bear_on_a_claim():
    found = problems(finding={"supports": None})

    assert "The finding bears on no claim, but at least one is expected." in {
        problem.message for problem in found
    }


def test_a_finding_takes_one_side_of_a_claim():
    found = only(finding={"contradicts": ["c1"]})

    assert found.message == "The finding bears on 'c1' twice, but one direction is expected."


@pytest.mark.parametrize(
    ("effect", "interval"),
    [
        ("about half", ["0.32", "0.95"]),
        ("0.55", ["0.60", "0.95"]),
        ("0.55", ["0.95"]),
        ("0.55", ["-1", "0.95"]),
        ("NaN", ["0.32", "0.95"]),
    ],
)
def test_a_ratio_lies_in_its_own_interval(effect, interval):
    found = only(finding={"effect": effect, "interval": interval})

    assert found.message.endswith("but a ratio above 0 in its interval is expected.")
    assert found.hint == 'Write effect = "0.55" and interval = ["0.32", "0.95"].'


def test_the_certainty_follows_from_the_domains():
    found = only(claim={"certainty": "moderate"})

    assert found.message == (
        "The certainty is 'moderate', but its start and its domains come to 'low'."
    )


def test_every_grade_domain_needs_a_reason():
    found = problems(claim={"domains": CLAIM["domains"][:4]})

    assert [problem.message for problem in found] == [
        "The GRADE domain 'publication bias' has no reason, but each one needs a reason."
    ]


def test_a_domain_of_no_scheme_is_refused():
    strange = {"name": "imprecison", "reason": "Few."}

    found = only(claim={"domains": [*CLAIM["domains"], strange]})

    assert found.message.startswith("'imprecison' is not a GRADE domain;")
    assert found.hint == "Did you mean 'imprecision'?"


def test_a_domain_named_without_a_reason_is_refused():
    empty = {"name": "large effect", "reason": ""}

    found = only(claim={"domains": [*CLAIM["domains"], empty]})

    assert "The GRADE domain 'large effect' has no reason" in found.message


def test_only_fields_of_a_source_can_be_from_memory():
    found = only(source={"from_memory": ["pages"]})

    assert found.message == "'pages' is marked as from memory, but it is not a field of a source."


def test_findings_of_an_animal_study_are_marked():
    found = only(source={"kind": "animal study"})

    assert "not marked 'animal = true'" in found.message


def test_no_rule_may_cite_an_animal_finding_or_study():
    evidence = make_evidence(source={"kind": "animal study"}, finding={"animal": True})
    rule = make_rule("jones2020", "jones2020.death")

    found = check_citations(evidence, rules={"B01": rule})

    assert is_animal(evidence, "jones2020")
    assert [problem.message for problem in found] == [
        "The rule cites 'jones2020', which is animal evidence; no rule may do that.",
        "The rule cites 'jones2020.death', which is animal evidence; no rule may do that.",
    ]


def test_a_rule_may_cite_sources_findings_and_claims():
    rule = make_rule("jones2020", "jones2020.death", "c1", claims=("c1",))

    assert check_citations(make_evidence(), rules={"B01": rule}) == ()


def test_citations_lead_somewhere():
    rule = make_rule("jones2021", claims=("c11",))

    found = check_citations(make_evidence(), rules={"B01": rule})

    assert [(problem.message, problem.hint) for problem in found] == [
        ("'c11' is named, but there is no claim with that key.", "Did you mean 'c1'?"),
        (
            "'jones2021' is named, but there is no source or claim with that key.",
            "Did you mean 'jones2020'?",
        ),
    ]
