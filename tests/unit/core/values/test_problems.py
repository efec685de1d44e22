"""How a problem is written for a terminal."""

from mgdcds.core.values.problems import Place, Problem


def _described(text, column):
    return Problem(Place("a.toml", "", 3, column, text), "X", "No.").describe().split("\n")


def test_a_caret_stands_under_the_column():
    assert _described("on = nothing", 6) == ["a.toml:3:6: No.", "    on = nothing", "         ^"]


def test_a_long_line_is_shown_around_the_column():
    _, shown, caret = _described("a" * 5000 + "!" + "b" * 5000, 5001)

    assert shown == "    …" + "a" * 59 + "!" + "b" * 60 + "…"
    assert shown[caret.index("^")] == "!"


def test_the_start_of_a_long_line_is_shown_as_it_is():
    _, shown, caret = _described("!" + "b" * 5000, 1)

    assert shown == "    !" + "b" * 119 + "…"
    assert caret == "    ^"
