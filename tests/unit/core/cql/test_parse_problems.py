"""What is wrong with a text is said at its place, in a sentence, with the cure."""

import time

import pytest

from mgdcds.core.cql.parse import UnableToParse, parse_expression
from mgdcds.core.cql.printer import print_expression


def problems_of(source):
    with pytest.raises(UnableToParse, match=r".") as caught:
        parse_expression(source)
    return caught.value.problems


@pytest.mark.parametrize(
    ("source", "column", "message", "hint"),
    [
        ("12 ng/mL", 4, "'ng' was found where an operator such as 'and' or '<='",
         "Write the unit in single quotes: 12 'ng/mL'."),
        ("a == b", 4, "'=' was found where a value is expected.", "Write '='."),
        ("a <> b", 4, "'>' was found where a value is expected.", "Write '!='."),
        ("a AND b", 3, "'AND' was found where an operator", "Did you mean 'and'?"),
        ("a && b", 3, "'&' was found where something of the language is expected.",
         "Write 'and'."),
        ("x > .5", 5, "'.5' was found where a value is expected.", "Write 0.5."),
        ("1e5 > x", 2, "'e5' was found", "Write the number without an exponent."),
        ("a ** b", 4, "'*' was found where a value is expected.", "Write Power(a, b), or a ^ b."),
        ("(a", 3, "The text ends where ')' is expected.", "Write the missing"),
        ("if a then b", 12, "The text ends where", "Write the missing"),
        ("case when a then b end", 20, "'end' was found where", ""),
        ("", 1, "The text ends where a value is expected.", "Write the missing"),
        ("a = ", 4, "The text ends where a value is expected.", "Write the missing"),
        ("a;", 2, "';' was found", "Leave the semicolon out."),
        ("5 as Integer", 3, "Only a null is given a type", "Leave 'as' and the type out"),
        ("null as Time", 6, "'Time' is not a type of the rule language.", "The types are Any"),
        ("5 is Integer", 6, "where 'false' or 'null' or 'true' is expected", ""),
        ("1 same as 2", 8, "'as' was found where 'or' is expected.", ""),
        ("cast 5 as Integer", 6, "'5' was found", ""),
        ("'abc", 1, "The text that starts here never ends.", "Close it with a single quote."),
        ('"abc', 1, "The quoted name that starts here never ends.", 'Close it with "'),
        ("a /* b", 3, "The comment that starts here never ends.", "Close it with '*/'."),
        ("a ≤ 5", 3, "'≤' is LESS-THAN OR EQUAL TO: the language does not have it.", "Write '<='."),
        ("pth\u202f> 5", 4, "'U+202F' is NARROW NO-BREAK SPACE", "Write ' '."),
        ("\u0430ge > 5", 1, "'\u0430' is CYRILLIC SMALL LETTER A, which is not 'a'", "Write 'a'."),
        ("x > \u0663", 5, "'\u0663' is ARABIC-INDIC DIGIT THREE, which is not '3'", "Write '3'."),
        ("9999999999", 1, "'9999999999' is too large for a whole number", "Write 9999999999.0"),
        ("1." + "1" * 28, 1, "The number has 29 digits, and 28 is the most.", ""),
        ("0.123456789", 1, "The number has 9 decimals, and 8 is the most.", ""),
        ("@2026-02-30", 1, "'@2026-02-30' is not a date.", "Write year, month and day"),
        ("@2026-11", 1, "'@2026-11' is not a date.", "Write year, month and day"),
        ("@2026-11-22T10:00", 1, "has a time of day, and rules know only dates.", "Write the date"),
        ("\ufeffa", 1, "'U+FEFF' is ZERO WIDTH NO-BREAK SPACE", "Remove it"),
        ("p\u200dpi", 2, "'U+200D' is ZERO WIDTH JOINER", "Remove it"),
        ("a \u202eand b", 3, "'U+202E' is RIGHT-TO-LEFT OVERRIDE", "Remove it"),
        ("a \uff1e 5", 3, "'\uff1e' is FULLWIDTH GREATER-THAN SIGN", "Write '>'."),
        ("a \u03bfr b", 3, "is GREEK SMALL LETTER OMICRON, which is not 'o'", "Write 'o'."),
        ("a\x00", 2, "'U+0000' is a control character", "Remove it"),
        ("a\ud800", 2, "'U+D800' is half of a character", "Remove it"),
        ("a = 'b\u202ec'", 7, "'U+202E' is RIGHT-TO-LEFT OVERRIDE, and nobody", "as an escape"),
        ("a = 'b\ud800'", 7, "'U+D800' is half of a character, and nobody", "Remove it"),
        ('"b\x00" = 1', 3, "'U+0000' is a control character, and nobody", "Remove it"),
        ("1 /* \u2066 */", 6, "'U+2066' is LEFT-TO-RIGHT ISOLATE, and nobody", "Remove it"),
        (r"'\ud800'", 1, r"'\ud800' is half of a character.", "Write both halves"),
        (r"'\q'", 1, r"'\q' means nothing in a text.", "Write a backslash as"),
    ],
)  # fmt: skip
def test_a_slip_is_named_at_its_place_with_its_cure(source, column, message, hint):
    problem = problems_of(source)[0]

    assert message in problem.message
    assert hint in problem.hint
    assert (problem.place.line, problem.place.column) == (1, column)


def test_every_strange_letter_and_number_is_reported_at_once():
    found = problems_of("@2026-13-01 < @1 and 0.123456789 > 1")

    assert [problem.code for problem in found] == ["LANG.E010", "LANG.E010", "LANG.E008"]


def test_a_problem_is_written_with_a_caret():
    described = problems_of("a and\n  b == c")[0].describe()

    assert described.splitlines()[1:3] == ["      b == c", "         ^"]


HOSTILE = {
    "a megabyte": ("a" * 1_000_000, "LANG.E001"),
    "10,000 brackets": ("(" * 10_000 + "1" + ")" * 10_000, "LANG.E002"),
    "10,000 nots": ("not " * 10_000 + "a", "LANG.E002"),
    "10,000 signs": ("-" * 10_000 + "1", "LANG.E002"),
    "10,000 sums": ("1+" * 10_000 + "1", "LANG.E002"),
    "3,000 ifs": ("if a then b else " * 3_000 + "c", "LANG.E002"),
    "8,000 collapses": ("collapse " * 8_000 + "{}", "LANG.E002"),
    "6,000 successors": ("successor of " * 6_000 + "1", "LANG.E002"),
    "9,000 unions": ("{1} union " * 9_000 + "{1}", "LANG.E002"),
    "9,000 types": ("null as " + "List<" * 9_000 + "Integer" + ">" * 9_000, "LANG.E002"),
    "a number of 400 digits": ("1" * 400, "LANG.E007"),
    "a long number of 400 digits": ("1" * 400 + "L", "LANG.E009"),
    "a number of 21 digits": ("1" * 21 + ".0", "LANG.E009"),
    "comments that never end": ("/*" * 40_000, "LANG.E003"),
    "quotes that never end": ("'" * 9_999, "LANG.E004"),
    "strange letters": ("\u0436" * 90_000, "LANG.E006"),
    "control characters": ("\x00\x1b" * 40_000, "LANG.E006"),
    "closing brackets": (")" * 90_000, "LANG.E013"),
    "dots": ("a." * 40_000, "LANG.E013"),
    "40,000 parts": (",".join(["1"] * 40_000).join("{}"), "LANG.E015"),
    "a name that doubles when it is printed": ("`" + '"' * 60_000 + "`", "LANG.E015"),
    "escapes that mean nothing": ("'" + r"\q" * 20_000 + "'", "LANG.E012"),
    "hidden letters in a text": ("'" + "\u200b" * 90_000 + "'", "LANG.E006"),
    "letters after a number": ("1" + "a" * 90_000, "LANG.E013"),
    "digits of a date": ("@" + "1" * 90_000, "LANG.E010"),
    "decimals": ("0." + "1" * 90_000, "LANG.E007"),
}
#: Line ends that editors leave behind are no problem.
LINE_ENDS = ("a\r\nand b", "a\rand\tb", "\na and b\n")


@pytest.mark.parametrize(("source", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_in_bounded_time(source, code):
    start = time.process_time()

    found = problems_of(source)

    assert found[0].code == code
    assert len(found) <= 50
    assert all(len(problem.describe()) < 1_000 for problem in found)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("source", LINE_ENDS)
def test_any_line_end_is_a_space(source):
    assert parse_expression(source) == parse_expression("a and b")


def test_the_line_of_a_problem_shows_a_sign_for_what_cannot_be_shown():
    found = problems_of("a \ud800\tand \u202e b")

    assert {problem.place.text for problem in found} == {"a \ufffd and \ufffd b"}


def test_what_nobody_sees_may_be_written_as_an_escape_and_is_printed_as_one():
    source = r"'\u202e \udbff\udfff \u0000'"

    assert parse_expression(source).value == "\u202e \U0010ffff \x00"
    assert print_expression(parse_expression(source)) == source


@pytest.mark.parametrize(
    "source",
    [
        ", ".join(["a"] * 19_000).join(["Coalesce(", ")"]),
        ("a ^ " * 85 + "1 is null or ") * 100 + "a",
    ],
    ids=["wide", "wide and deep"],
)
def test_the_largest_text_that_is_accepted_is_accepted_as_it_is_printed(source):
    tree = parse_expression(source)

    assert parse_expression(print_expression(tree)) == tree


def test_a_long_chain_of_conditions_is_fine():
    tree = parse_expression(" and ".join(["a"] * 5_000))

    assert len(tree.children) == 5_000
