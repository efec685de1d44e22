"""What differs between two sets of entries."""

from __future__ import annotations

from mgdcds.core.authoring.diff import Change, FieldChange, diff_contents, diff_entries
from mgdcds.core.guidance.entries import EntryKind, make_entry


def _rule(code, **content):
    return make_entry(EntryKind.RULE, code, {"code": code, **content})


def test_equal_sets_do_not_differ():
    entries = (_rule("B01", title="x"), _rule("B02", title="y"))

    assert diff_entries(entries, reversed(entries)) == ()


def test_added_removed_and_changed_entries_are_told_in_order():
    case = make_entry(EntryKind.CASE, "d1", {"name": "D1"})
    old = (_rule("B01", title="x"), _rule("B02", title="y"))
    new = (case, _rule("B02", title="z"))

    found = diff_entries(old, new)

    assert [(item.key, item.change) for item in found] == [
        ("B01", Change.REMOVED),
        ("B02", Change.CHANGED),
        ("d1", Change.ADDED),
    ]
    assert found[1].fields == (FieldChange("title", "y", "z"),)
    assert (found[0].new_hash, found[2].old_hash) == ("", "")
    assert found[1].old_hash == old[1].hash


def test_a_field_deep_inside_is_named_by_its_path():
    old = {"levels": [{"urgency": "soon"}, {"urgency": "routine", "clinician": "Look."}]}
    new = {"levels": [{"urgency": "soon"}, {"urgency": "routine", "clinician": "Measure."}]}

    assert diff_contents(old, new) == (FieldChange("levels.2.clinician", "Look.", "Measure."),)


def test_a_list_of_words_is_one_field():
    assert diff_contents({"needs": ["a", "b"]}, {"needs": ["b"]}) == (
        FieldChange("needs", "a, b", "b"),
    )


def test_an_absent_field_and_a_flag_are_told_in_words():
    assert diff_contents({"folded": True}, {"owner": "us"}) == (
        FieldChange("folded", "yes", ""),
        FieldChange("owner", "", "us"),
    )


def test_gates_of_actions_and_domains_of_evidence_are_told_by_their_place():
    gates = [{"gate": "mg_ok", "when_false": "drop action", "when_unknown": "keep"}]
    old = {"levels": [{"actions": [{"verb": "start", "target": "vitamin D", "gates": gates}]}]}
    new = {"levels": [{"actions": [{"verb": "start", "target": "vitamin D"}]}]}
    found = diff_contents(old, new)

    assert [(one.field, one.old, one.new) for one in found] == [
        ("levels.1.actions.1.gates.1.gate", "mg_ok", ""),
        ("levels.1.actions.1.gates.1.when_false", "drop action", ""),
        ("levels.1.actions.1.gates.1.when_unknown", "keep", ""),
    ]
    rated = {"domains": [{"name": "bias", "rated_down_by": 1}]}
    assert diff_contents(rated, {"domains": [{"name": "bias", "rated_down_by": 2}]}) == (
        FieldChange("domains.1.rated_down_by", "1", "2"),
    )
