"""A draft and what was released since, put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mgdcds.core.authoring.rebase import ABSENT, merge_entry, rebase_entries
from mgdcds.core.guidance.entries import EntryKind, make_entry

RULE = EntryKind.RULE
BASE = {
    "code": "B01",
    "title": "Low",
    "when": "a < 1",
    "needs": ["a", "b"],
    "levels": [{"urgency": "soon", "clinician": "Look."}, {"urgency": "routine"}],
}
#: Contents of entries: tables in tables, lists of tables and lists of words.
_PLAIN = st.one_of(st.integers(0, 3), st.booleans(), st.sampled_from(["x", "y", "z"]))
_INNER = st.dictionaries(st.sampled_from("pq"), _PLAIN, max_size=2)
CONTENTS = st.fixed_dictionaries(
    {},
    optional={
        "a": _PLAIN,
        "b": _PLAIN,
        "table": _INNER,
        "rows": st.lists(_INNER, max_size=2),
        "words": st.lists(st.sampled_from("uvw"), unique=True, max_size=3),
    },
)


def _entry(content):
    return None if content is None else make_entry(RULE, "B01", content)


def _merge(base, mine, theirs):
    return merge_entry(RULE, "B01", _entry(base), _entry(mine), _entry(theirs))


def test_what_each_side_changed_is_taken():
    merge = _merge(BASE, BASE | {"title": "Very low"}, BASE | {"when": "a < 2"})

    assert merge.content == BASE | {"title": "Very low", "when": "a < 2"}
    assert merge.conflicts == ()


def test_a_field_that_both_changed_carries_all_three_texts():
    merge = _merge(BASE, BASE | {"title": "Mine"}, BASE | {"title": "Theirs"})
    (conflict,) = merge.conflicts

    assert (conflict.field, conflict.base) == ("title", "Low")
    assert (conflict.mine, conflict.theirs) == ("Mine", "Theirs")
    assert merge.content["title"] == "Mine"


def test_levels_are_compared_by_their_place():
    mine = BASE | {
        "levels": [{"urgency": "emergency", "clinician": "Look."}, {"urgency": "routine"}]
    }
    theirs = BASE | {"levels": [{"urgency": "soon", "clinician": "Refer."}, {"urgency": "routine"}]}

    merge = _merge(BASE, mine, theirs)

    assert merge.content["levels"][0] == {"urgency": "emergency", "clinician": "Refer."}
    assert merge.conflicts == ()


def test_a_conflict_deep_inside_names_its_place_counted_from_one():
    mine = BASE | {"levels": [{"urgency": "soon", "clinician": "Mine."}, {"urgency": "routine"}]}
    theirs = BASE | {
        "levels": [{"urgency": "soon", "clinician": "Theirs."}, {"urgency": "routine"}]
    }

    (conflict,) = _merge(BASE, mine, theirs).conflicts

    assert conflict.field == "levels.1.clinician"


def test_a_level_added_on_one_side_only_is_taken():
    theirs = BASE | {"levels": [*BASE["levels"], {"urgency": "information"}]}

    assert _merge(BASE, BASE | {"title": "Mine"}, theirs).content["levels"] == theirs["levels"]


def test_levels_of_other_number_on_both_sides_are_a_conflict_as_a_whole():
    mine = BASE | {"levels": [*BASE["levels"], {"urgency": "soon"}]}
    theirs = BASE | {"levels": BASE["levels"][1:]}

    (conflict,) = _merge(BASE, mine, theirs).conflicts

    assert (conflict.field, conflict.mine) == ("levels", mine["levels"])
    assert conflict.theirs == theirs["levels"]


def test_words_that_both_added_stand_together():
    merge = _merge(BASE, BASE | {"needs": ["a", "b", "c"]}, BASE | {"needs": ["d", "b"]})

    assert merge.content["needs"] == ["b", "c", "d"]


def test_an_entry_taken_out_on_one_side_and_changed_on_the_other_is_kept_until_somebody_chooses():
    changed = BASE | {"title": "New words"}

    out, kept = _merge(BASE, None, changed), _merge(BASE, changed, None)

    assert (out.content, kept.content) == (changed, changed)
    assert out.conflicts[0].mine is ABSENT
    assert kept.conflicts[0].theirs is ABSENT
    assert out.resolve({(): ABSENT}).content is None


def test_choosing_ends_a_conflict():
    merge = _merge(BASE, BASE | {"title": "Mine"}, BASE | {"title": "Theirs"})
    (conflict,) = merge.conflicts

    resolved = merge.resolve({conflict.path: conflict.theirs})

    assert (resolved.content["title"], resolved.conflicts) == ("Theirs", ())
    assert merge.resolve({("when",): "other"}) == merge


def test_sets_of_entries_are_put_together_by_name():
    one, two = make_entry(RULE, "B01", BASE), make_entry(RULE, "B02", BASE)
    case = make_entry(EntryKind.CASE, "c1", {"name": "A case"})

    merges = rebase_entries([one, two], [one, two, case], [one])

    assert [(merge.kind, merge.key) for merge in merges] == [(RULE, "B01"), ("case", "c1")]


@given(CONTENTS, CONTENTS)
def test_the_same_change_on_both_sides_is_no_conflict(base, changed):
    merge = _merge(base, changed, changed)

    assert (merge.content, merge.conflicts) == (changed, ())


@given(CONTENTS, CONTENTS)
def test_a_change_on_one_side_is_taken_whichever_side_it_is(base, changed):
    assert _merge(base, changed, base).entry == _entry(changed)
    assert _merge(base, base, changed).entry == _entry(changed)


@given(CONTENTS, CONTENTS, CONTENTS)
def test_changes_of_different_fields_are_both_applied(base, mine, theirs):
    mine = {key: value for key, value in mine.items() if key != "a"}
    mine |= {"a": base["a"]} if "a" in base else {}
    only_a = {key: value for key, value in base.items() if key != "a"}
    only_a |= {"a": theirs["a"]} if "a" in theirs else {}

    merge = _merge(base, mine, only_a)

    expected = {key: value for key, value in mine.items() if key != "a"}
    expected |= {"a": theirs["a"]} if "a" in theirs else {}
    assert (merge.entry, merge.conflicts) == (_entry(expected), ())


@given(CONTENTS, CONTENTS, CONTENTS)
def test_a_conflict_never_drops_a_side(base, mine, theirs):
    merge = _merge(base, mine, theirs)

    for conflict in merge.conflicts:
        assert conflict.mine == _at(mine, conflict.path)
        assert conflict.theirs == _at(theirs, conflict.path)
    chosen = {conflict.path: conflict.theirs for conflict in merge.conflicts}
    assert all(_at(merge.resolve(chosen).content, path) == value for path, value in chosen.items())


@given(CONTENTS, CONTENTS, CONTENTS)
def test_it_does_not_matter_whose_side_is_whose_where_nothing_clashes(base, mine, theirs):
    one, other = _merge(base, mine, theirs), _merge(base, theirs, mine)

    assert [each.path for each in one.conflicts] != [] or _plain(one) == _plain(other)


def _plain(merge):
    """The content, with words in no order: each side keeps its own."""
    return {key: sorted(value) if key == "words" else value for key, value in merge.content.items()}


def _at(content, path):
    for part in path:
        if isinstance(part, str) and part not in content:
            return ABSENT
        content = content[part]
    return content
