"""A rule as content and back."""

from __future__ import annotations

import copy

import pytest

from mgdcds.core.guidance.rule import Category, Gate, Urgency, Verb
from mgdcds.core.guidance.rule_content import UnableToReadRule, read_rule, rule_to_content

CONTENT = {
    "code": "B02",
    "title": "Low vitamin D and low magnesium",
    "category": "treatment",
    "when": "vitamin_d_25oh <= 30 'ng/mL'",
    "strength": "conditional",
    "certainty": "low",
    "why_it_matters": "It matters.",
    "needs": ["best_egfr"],
    "folded": True,
    "tags": [{"when": "near_cutoff", "text": "at the crossover"}],
    "blocks": [{"gate": "d_ok", "when": "calcium_high"}],
    "attributes": {"developer": "Us.", "funding": "None."},
    "levels": [
        {
            "urgency": "routine",
            "clinician": "Close the gap.",
            "patient": "Eat greens.",
            "actions": [
                {
                    "verb": "start",
                    "target": "magnesium supplement",
                    "limit": "350 mg/d",
                    "gates": [
                        {
                            "gate": "mg_oral_ok",
                            "when_false": "replace",
                            "when_unknown": "drop action",
                            "instead": {"verb": "refer", "target": "nephrology"},
                        }
                    ],
                }
            ],
        }
    ],
}


def _problems_of(content):
    with pytest.raises(UnableToReadRule, match=r"\w") as caught:
        read_rule(content, document="rule B02")
    return [(problem.place.field, problem.message) for problem in caught.value.problems]


def test_content_is_read_into_a_rule():
    rule = read_rule(CONTENT)

    action = rule.levels[0].actions[0]
    assert (rule.code, rule.category, rule.folded) == ("B02", Category.TREATMENT, True)
    assert (rule.levels[0].urgency, action.verb) == (Urgency.ROUTINE, Verb.START)
    assert isinstance(action.gates[0], Gate)
    assert action.gates[0].instead is not None
    assert action.gates[0].instead.target == "nephrology"


def test_a_rule_is_written_as_the_content_it_was_read_from():
    assert rule_to_content(read_rule(CONTENT)) == CONTENT


def test_all_problems_are_told_at_once_at_their_place():
    content = copy.deepcopy(CONTENT)
    content["categroy"] = content.pop("category")
    content["levels"][0]["urgency"] = "son"
    content["levels"][0]["actions"][0]["verb"] = 3
    content["levels"][0]["actions"][0]["gates"][0]["when_false"] = "keep"
    content["attributes"]["founding"] = "?"

    assert _problems_of(content) == [
        ("", "A declaration has no key 'categroy'."),
        ("", "The key 'category' is missing, but it is needed here."),
        ("attributes", "A declaration has no key 'founding'."),
        (
            "levels.1.actions.1.gates.1.when_false",
            "'keep' was found, but one of 'withhold rule', 'drop action', 'replace' is expected.",
        ),
        ("levels.1.actions.1.verb", "'3' was found, but a text in quotes is expected."),
        (
            "levels.1.urgency",
            "'son' was found, but one of 'emergency', 'soon', 'routine', 'information' is "
            "expected.",
        ),
    ]


def test_an_unknown_key_gets_a_suggestion():
    content = CONTENT | {"titel": "x"}

    with pytest.raises(UnableToReadRule, match="Did you mean 'title'"):
        read_rule(content)


@pytest.mark.parametrize("content", [{}, {"levels": 3}, {"levels": [3]}, {"attributes": []}])
def test_content_of_another_shape_is_refused_with_words(content):
    assert all(message.endswith(".") for _, message in _problems_of(content))
