import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgdcds.core.cql.nodes import Define
from mgdcds.core.cql.operator import Form
from mgdcds.core.cql.operators import OPERATORS
from mgdcds.core.cql.parse import UnableToParse, parse_expression, parse_library
from mgdcds.core.cql.printer import print_expression, print_library
from tests.generative.trees import LITERALS, NAMES, TREES, calls_of

WRITTEN = [name for name, each in OPERATORS.items() if each.form is not Form.SPECIAL]
WIDTHS = st.sampled_from([None, 88, 20])
WORDS = st.text("abc .,()'0", min_size=1, max_size=40).map(lambda text: " ".join(text.split()))
SCRAPS = st.sampled_from("ab1.'\"`/*()[]{}<>=!~+-^,:@ \n\\é≤ifandnotis")


@settings(max_examples=600, deadline=None, derandomize=True)
@given(tree=TREES, width=WIDTHS)
def test_what_is_printed_is_read_back_as_the_same_tree(tree, width):
    assert parse_expression(print_expression(tree, width=width)) == tree


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(data=st.data(), width=WIDTHS)
def test_every_operator_in_every_operator_is_read_back(name, data, width):
    tree = data.draw(calls_of(name, st.one_of(LITERALS, TREES)))

    assert parse_expression(print_expression(tree, width=width)) == tree


@settings(max_examples=200, deadline=None, derandomize=True)
@given(tree=TREES)
def test_printing_what_was_read_changes_nothing(tree):
    printed = print_expression(tree)

    assert print_expression(parse_expression(printed)) == printed


@settings(max_examples=150, deadline=None, derandomize=True)
@given(name=NAMES, tree=TREES, tags=st.dictionaries(st.sampled_from(["label", "note"]), WORDS))
def test_a_definition_is_read_back_with_its_tags(name, tree, tags):
    (define,) = parse_library(print_library([Define(name, tree, tags)]))

    assert (define.name, define.tree, dict(define.tags)) == (name, tree, tags)


@settings(max_examples=800, deadline=None, derandomize=True)
@given(text=st.text(SCRAPS, max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text):
    places = [problem.place for problem in _problems_of(text)]

    assert all(place.line >= 1 and place.column >= 1 for place in places)


def _problems_of(text):
    try:
        parse_expression(text)
    except UnableToParse as refused:
        return refused.problems
    return ()
