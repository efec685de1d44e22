"""The FHIR resources of the shipped release: valid, complete, and true to the rules."""

import base64
import copy
import gzip
import json
import re
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from mgdcds.core.guidance.export.fhir.bundle import make_bundle, make_resources
from mgdcds.core.guidance.export.fhir.edition import Edition
from mgdcds.core.guidance.export.names import action_name, fires_name, instead_name, level_name
from mgdcds.core.guidance.rule import Verb
from mgdcds.core.values.canonical import canonical_json
from tests.cases.exported import RULEBOOK, exported_library

SCHEMA = Path(__file__).parent.parent / "vendor" / "fhir-r4.schema.json.gz"
EDITION = Edition("1", "2026-11-22")
RESOURCES = make_resources(RULEBOOK, EDITION)
BY_ID = {(each["resourceType"], each["id"]): each for each in RESOURCES}
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_NAME = re.compile(r"[A-Z][A-Za-z0-9_]{0,254}")


@cache
def _validator(kind):
    schema = json.loads(gzip.decompress(SCHEMA.read_bytes()))
    inner = {key: schema[key] for key in ("$schema", "definitions")}
    return jsonschema.Draft6Validator(inner | {"$ref": f"#/definitions/{kind}"})


def wrong(resource):
    """What the schema says against a resource."""
    found = _validator(resource["resourceType"]).iter_errors(resource)
    return [f"{error.json_path}: {error.message[:200]}" for error in found]


def actions_below(holder):
    """Every action of a plan, however deep."""
    for action in holder.get("action", ()):
        yield action
        yield from actions_below(action)


def plan(code):
    """The plan of a rule."""
    return BY_ID["PlanDefinition", f"rule-{code}"]


def expression_of(action):
    """The name in the library that decides about an action."""
    (condition,) = action["condition"]
    assert condition["kind"] == "applicability"
    assert condition["expression"]["language"] == "text/cql"
    return condition["expression"]["expression"].strip('"')


def test_every_resource_and_the_bundle_is_valid_fhir_r4():
    problems = {each["id"]: found for each in RESOURCES if (found := wrong(each))}

    assert problems == {}
    assert wrong(make_bundle(RULEBOOK, EDITION)) == []


def _drop(path, key):
    def change(resource):
        for step in path:
            resource = resource[step]
        del resource[key]

    return change


def _put(path, key, value):
    def change(resource):
        for step in path:
            resource = resource[step]
        resource[key] = value

    return change


@pytest.mark.parametrize(
    ("kind", "id", "change"),
    [
        ("Library", "MgDCDS", _put([], "status", "final")),
        ("Library", "MgDCDS", _put([], "colour", "blue")),
        ("Library", "MgDCDS", _drop([], "resourceType")),
        ("Library", "MgDCDS", _put([], "id", "a b")),
        ("Library", "MgDCDS", _drop([], "type")),
        ("Library", "MgDCDS", _put(["parameter", 0], "min", "0")),
        ("Library", "MgDCDS", _put(["relatedArtifact", 0], "type", "cites")),
        ("PlanDefinition", "rule-B02", _put([], "experimental", "yes")),
        ("PlanDefinition", "rule-B02", _put([], "date", "22.11.2026")),
        ("PlanDefinition", "rule-B02", _put(["action", 0], "selectionBehavior", "first")),
        ("PlanDefinition", "rule-B02", _put(["action", 0], "condition", "B02")),
        ("PlanDefinition", "rule-B02", _put(["action", 0, "condition", 0], "kind", "when")),
        ("PlanDefinition", "rule-B02", _put(["library"], 0, "has a space")),
        ("ActivityDefinition", "stop-vitamin-D", _put([], "doNotPerform", "true")),
        ("ActivityDefinition", "stop-vitamin-D", _put([], "productCodeableConcept", {"tablet": 1})),
        ("ActivityDefinition", "stop-vitamin-D", _put([], "status", "")),
    ],
)
def test_the_schema_refuses_what_is_spoiled(kind, id, change):
    spoiled = copy.deepcopy(BY_ID[kind, id])
    change(spoiled)

    spoiled_kind = _validator(kind)

    assert list(spoiled_kind.iter_errors(spoiled))
    assert not wrong(BY_ID[kind, id])


def test_ids_names_and_addresses_are_unique_and_well_formed():
    bundle = make_bundle(RULEBOOK, EDITION)

    urls = [each["url"] for each in RESOURCES]
    assert len(set(urls)) == len(BY_ID) == len(RESOURCES)
    for each in RESOURCES:
        assert _ID.fullmatch(each["id"]), each["id"]
        assert _NAME.fullmatch(each["name"]), each["name"]
        assert each["url"] == f"{EDITION.base}/{each['resourceType']}/{each['id']}"
        assert each["version"] == "1"
    assert [entry["fullUrl"] for entry in bundle["entry"]] == urls
    for each in RESOURCES:
        ids = Counter(action["id"] for action in actions_below(each))
        assert {id for id, count in ids.items() if count > 1} == set(), each["id"]


def test_every_reference_leads_to_a_resource_of_this_version():
    known = {f"{each['url']}|{each['version']}" for each in RESOURCES}
    used = {
        action["definitionCanonical"]
        for each in RESOURCES
        for action in actions_below(each)
        if "definitionCanonical" in action
    }
    libraries = {name for each in RESOURCES for name in each.get("library", ())}

    assert used | libraries <= known
    activities = {f"{each['url']}|1" for each in RESOURCES if "intent" in each}
    assert activities <= used, "an activity that nobody asks for"


def test_every_condition_is_a_name_that_the_library_defines():
    named = {
        expression_of(action)
        for each in RESOURCES
        for action in actions_below(each)
        if "condition" in action
    }

    assert named <= exported_library().defines.keys()
    assert {fires_name(code) for code in RULEBOOK.rules} <= named


def test_every_level_and_action_of_every_rule_appears_once():
    for code, rule in RULEBOOK.rules.items():
        found = Counter(
            expression_of(action) for action in actions_below(plan(code)) if "condition" in action
        )
        expected = Counter({fires_name(code): 1})
        for at, level in enumerate(rule.levels, 1):
            expected[level_name(code, at)] += 1
            for number, action in enumerate(level.actions, 1):
                expected[action_name(code, at, number)] += 1
                for place, gate in enumerate(action.gates, 1):
                    expected[instead_name(code, at, number, place)] += bool(gate.instead)
        others = {name: count for name, count in found.items() if "remark" in name}
        withheld = {name: count for name, count in found.items() if name == f"{code} withheld"}

        assert found - Counter(others) - Counter(withheld) == +expected, code
        assert len(others) == len(rule.tags)
        assert bool(withheld) == (code in {"B01", "B02"})


def test_the_library_holds_the_text_and_names_what_goes_in_and_out():
    library = BY_ID["Library", "MgDCDS"]
    (content,) = library["content"]
    ways = Counter(each["use"] for each in library["parameter"])

    assert content["contentType"] == "text/cql"
    assert base64.b64decode(content["data"]).decode() == exported_library().text
    assert ways == {"in": len(exported_library().inputs), "out": len(exported_library().defines)}
    types = {each["name"]: each["type"] for each in library["parameter"]}
    assert types["vitamin_d_25oh"] == "Quantity"
    assert types["B02"] == types["B02 level 1"] == "boolean"
    assert types["B02 status"] == "string"
    assert types["best_egfr"] == "Quantity"
    assert types["fe_mg"] == "decimal"


def test_the_library_says_by_which_codes_and_how_fresh_a_result_is_wanted():
    wanted = {each["id"]: each for each in BY_ID["Library", "MgDCDS"]["dataRequirement"]}
    vitamin_d, pregnant = wanted["vitamin-d-25oh"], wanted["pregnant"]

    assert vitamin_d["type"] == "Observation"
    codes = [coding["code"] for coding in vitamin_d["codeFilter"][0]["code"]]
    assert codes == ["62292-8", "1989-3", "68438-1", "14635-7"]
    assert vitamin_d["dateFilter"][0]["valueDuration"]["value"] == 180
    assert pregnant["type"] == "Condition"


def test_nothing_claims_more_than_the_rules_do():
    assert {(each["status"], each["experimental"]) for each in RESOURCES} == {("draft", True)}
    ratings = {}
    for code, rule in RULEBOOK.rules.items():
        strength, quality = plan(code)["action"][0]["extension"]
        concept = strength["valueCodeableConcept"]
        ratings[str(rule.strength)] = concept.get("coding", [{}])[0].get("code")
        assert concept["text"] == rule.strength
        rated = quality["valueCodeableConcept"]["coding"][0]["code"]
        assert rated == rule.certainty.replace(" ", "-")
        assert f"Checked by: {rule.checked_by}" in plan(code)["usage"]
    assert ratings == {"strong": "strong", "conditional": "weak", "for information": None}


def test_what_speaks_against_something_can_not_be_read_as_ordering_it():
    for (kind, id), each in BY_ID.items():
        if kind != "ActivityDefinition":
            continue
        verb = Verb(id.split("-")[0])
        is_against = verb in (Verb.STOP, Verb.AVOID)
        assert each.get("doNotPerform", False) is is_against, id
        assert each["intent"] == "proposal"
        if "productCodeableConcept" in each:
            orders = verb in (Verb.START, Verb.INCREASE, Verb.CONTINUE)
            assert orders or is_against, id
            assert not each["productCodeableConcept"]["text"].startswith("raising"), id


def test_levels_exclude_each_other_and_carry_their_texts_and_urgency():
    (action, *_) = plan("S09")["action"]
    levels = action["action"][0]

    assert levels["selectionBehavior"] == "at-most-one"
    assert [level["priority"] for level in levels["action"]] == ["stat", "urgent", "urgent"]
    first = levels["action"][0]
    assert first["textEquivalent"].startswith("Magnesium [Serum magnesium] is in the range")
    patient = first["action"][0]
    assert patient["participant"] == [{"type": "patient"}]
    assert patient["textEquivalent"].startswith("Your magnesium is too high.")


def test_weeks_become_a_time_and_a_measurement_its_codes():
    measured = [
        action
        for action in actions_below(plan("B02"))
        if action.get("definitionCanonical", "").endswith("measure-25-OH-D|1")
    ]
    activity = BY_ID["ActivityDefinition", "measure-25-OH-D"]

    assert {action["timingDuration"]["value"] for action in measured} == {12}
    assert "62292-8" in [coding["code"] for coding in activity["code"]["coding"]]


def test_a_notice_is_told_and_a_withdrawn_rule_is_retired():
    words = {"P03": "rule P03 is withdrawn: a test", "P02": "source es2011 is corrected: a test"}
    edition = Edition("1", "2026-11-22", notices=words, withdrawn=frozenset({"P03"}))
    noticed = {each["id"]: each for each in make_resources(RULEBOOK, edition)}

    assert noticed["rule-P03"]["status"] == "retired"
    assert noticed["rule-P02"]["status"] == noticed["rule-P01"]["status"] == "draft"
    for code, told in words.items():
        assert noticed[f"rule-{code}"]["description"].startswith(told)
    assert wrong(noticed["rule-P03"]) == []


def test_an_export_has_the_same_bytes_each_time_and_another_base_when_asked():
    texts = {canonical_json(make_bundle(RULEBOOK, EDITION)) for _ in range(2)}
    elsewhere = make_bundle(RULEBOOK, Edition("1", "2026-11-22", base="https://a.example/r4"))

    assert len(texts) == 1
    assert EDITION.base not in canonical_json(elsewhere)
