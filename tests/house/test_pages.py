"""The checker of pages itself: it finds what it is there for."""

from __future__ import annotations

import pytest

from tests.house.pages import problems_of_page

SOUND = '<html lang="en"><title>t</title><main><h1>Hello</h1>{}</main></html>'


def test_a_sound_page_has_no_problem() -> None:
    assert problems_of_page(SOUND.format('<label for="a">A</label><input id="a">')) == []


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ('<p style="color:red">x</p>', "<p> has style="),
        ('<p onclick="x()">x</p>', "<p> has onclick="),
        ("<script>alert(1)</script>", "<script> is inline"),
        ("<style>p{}</style>", "<style> is inline"),
        ('<a href="javascript:x()">x</a>', "runs a script"),
        ("<h1>Two</h1>", "There are 2 <h1>."),
        ('<input name="a">', "A control has no label"),
        ('<button><svg><path d="M0 0"/></svg></button>', "<button> has no words"),
        ("<p>None</p>", "<p> says 'None'."),
        ("<p>eGFR: N/A</p>", "<p> says 'eGFR: N/A'."),
        ("<p>{{ page }}</p>", "<p> says '{{ page }}'."),
        ('<p id="a">x</p><p id="a">y</p>', "The id 'a' is there twice."),
        ('<label for="b">x</label>', "<label> points to 'b'"),
        ('<a href="#c">x</a>', "A link leads to '#c'"),
        ('<form method="post"></form>', "A form posts without its token"),
        ('<table><tr><th scope="col">x</th></tr></table>', "A table has no caption."),
        ("<table><caption>c</caption><tr><th>x</th></tr></table>", "has no scope: 'x'"),
        ('<img src="a.png">', "An image has no words"),
    ],
)
def test_a_problem_is_named(part: str, said: str) -> None:
    found = problems_of_page(SOUND.format(part))

    assert any(said in problem for problem in found), found


def test_code_may_say_what_a_page_may_not() -> None:
    assert problems_of_page(SOUND.format("<pre>x is None</pre><p><code>None</code></p>")) == []


def test_a_part_needs_no_heading() -> None:
    assert problems_of_page("<p>Saved.</p>", is_part=True) == []
