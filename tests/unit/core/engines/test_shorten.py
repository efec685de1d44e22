"""The generated function, made shorter: it answers the same and asks less."""

import ast
import textwrap

import pytest

from mgdcds.core.engines.compiled.shorten import shorten


def shortened(body):
    """The body of a function, shortened, without its head."""
    source = "def evaluate(row, get, on):\n" + textwrap.indent(textwrap.dedent(body), "    ")
    head, *lines = shorten(source).splitlines()
    assert head == "def evaluate(row, get, on):"
    return textwrap.dedent("\n".join(lines)).strip()


def expected(body):
    return ast.unparse(ast.parse(textwrap.dedent(body)))


CASES = {
    "a value that is kept is read again": (
        "return ((n1 := get('a')) is None, (n1 := get('a')))",
        "return ((n1 := get('a')) is None, n1)",
    ),
    "on the paths where it was kept": (
        "return (get('a') or (n2 := get('b')), (n2 := get('b')), (n2 := get('b')))",
        "return (get('a') or (n2 := get('b')), (n2 := get('b')), n2)",
    ),
    "what nobody reads is not kept": (
        "return (t1 := get('a'))",
        "return get('a')",
    ),
    "a read waits until it is needed": (
        """
        n1 = get('a')
        v1 = get('b') if (n2 := get('c')) else n1
        return v1, n2, v1
        """,
        """
        v1 = get('b') if (n2 := get('c')) else get('a')
        return v1, n2, v1
        """,
    ),
    "unless several paths need it": (
        """
        n1 = get('a')
        if (n2 := get('b')): x0 += n1
        if not n2: x0 += n1
        """,
        """
        n1 = get('a')
        if (n2 := get('b')): x0 += n1
        if not n2: x0 += n1
        """,
    ),
    "what is known to be there is not asked for": (
        "x0 = (True if v1 is None or v1 < 3.0 else False) if v1 is not None and v1 > 1.0 else None",
        "x0 = (True if v1 < 3.0 else False) if v1 is not None and v1 > 1.0 else None",
    ),
    "what was compared by its order is not None": (
        "if v1 < 3.0 and v1 is not None: x0 += 1",
        "if v1 < 3.0: x0 += 1",
    ),
    "a test that was answered is not asked again": (
        """
        if v1 == 'female' and v2:
            if v1 == 'female': x0 += 1
            else: x0 += 2
        """,
        "if v1 == 'female' and v2: x0 += 1",
    ),
    "a value of a certain kind tells how it came to be": (
        """
        v1 = None if v2 else True if v3 else False
        if v1 is None:
            if v2: x0 += 1
        """,
        """
        v1 = None if v2 else True if v3 else False
        if v1 is None: x0 += 1
        """,
    ),
    "nothing is left of what can't be": (
        "if v1 and not v1: x0 += 1",
        "",
    ),
    "masks are joined once": (
        "m1 = (3 if v1 else 0) | 3 | (4 if v2 else 0) | (4 if v2 else 0)\nreturn m1",
        "m1 = (4 if v2 else 0) | 3\nreturn m1",
    ),
    "masks of a rule wait to be joined": (
        "masks[0] = (m1 | m2) if v1 else 4",
        "masks[0] = (m1, m2) if v1 else 4",
    ),
    "a number out of its range ends the path": (
        "if (v1 if v1 >= 0.0 and v1 <= 9.0 else beyond()) > 3.0 and v1 >= 0.0: x0 += 1",
        "if (v1 if v1 >= 0.0 and v1 <= 9.0 else beyond()) > 3.0: x0 += 1",
    ),
}


@pytest.mark.parametrize(("before", "after"), CASES.values(), ids=CASES.keys())
def test_it_is_made_shorter(before, after):
    assert shortened(before) == expected(after)


def test_what_gathers_an_answer_is_never_taken_for_a_value():
    body = "x0 = 0\nif get('a'): x0 += 1\nif x0 is None: x0 += 2\nreturn x0"

    assert shortened(body) == expected(body)


def test_a_text_that_is_no_function_is_refused():
    with pytest.raises(TypeError, match="Only the text of a function"):
        shorten("n1 = 1")
