import pytest

from mgdcds.core.cql.nodes import Name
from mgdcds.core.cql.parse import UnableToParse, parse_library
from mgdcds.core.cql.printer import print_library

LIBRARY = """\
/**
 * @label Serum magnesium
 * @note A haemolysed sample reads falsely high.
 */
define serum_magnesium: if magnesium_haemolysed is true then null else magnesium

/**
 * @label Loss through a medicine
 */
define magnesium_loss_drug:
  (ppi and ppi_days >= 90)
    or loop_diuretic
    or thiazide
    or aminoglycoside
    or amphotericin_b
    or platinum_chemotherapy

define plain: 1
"""


def test_a_library_is_definitions_with_tags():
    serum, loss, plain = parse_library(LIBRARY)

    assert serum.name == "serum_magnesium"
    assert serum.tags == {
        "label": "Serum magnesium",
        "note": "A haemolysed sample reads falsely high.",
    }
    assert loss.tags == {"label": "Loss through a medicine"}
    assert plain.tags == {}
    assert serum.place.line == 5


def test_a_canonical_library_is_printed_as_it_was():
    assert print_library(parse_library(LIBRARY)) == LIBRARY


def test_a_long_tag_is_broken_and_read_back():
    words = "A note that goes on and on. " * 12
    library = f"/** @note {words}*/ define a: b"

    printed = print_library(parse_library(library))

    assert max(map(len, printed.splitlines())) <= 100
    assert parse_library(printed)[0].tags["note"] == words.strip()


def test_only_the_comment_right_before_a_definition_has_its_tags():
    library = "/** @label Lost */ // between\ndefine a: b"

    assert parse_library(library)[0].tags == {}


def test_an_empty_library_has_no_definitions():
    assert parse_library(" // nothing\n") == ()
    assert print_library(()) == ""


def test_a_quoted_name_can_be_defined():
    (define,) = parse_library('define "in mg": b')

    assert (define.name, define.tree) == ("in mg", Name("b"))
    assert print_library([define]) == 'define "in mg": b\n'


def test_two_definitions_of_one_name_are_refused():
    with pytest.raises(UnableToParse, match="'a' is defined twice: first in line 1") as caught:
        parse_library("define a: 1\ndefine a: 2", document="definitions.cql")

    assert caught.value.problems[0].place.line == 2


def test_a_definition_without_its_colon_is_refused():
    with pytest.raises(UnableToParse, match="'1' was found where ':' is expected"):
        parse_library("define a 1")
