"""The order in which named expressions can be settled."""

from __future__ import annotations

from itertools import pairwise

from mgdcds.core.guidance.circles import order_names


def _uses(**names):
    return {name: frozenset(read.split()) for name, read in names.items()}


def test_each_name_comes_after_those_it_uses():
    order, circles = order_names(_uses(a="b c", b="c", c="magnesium"))

    assert (order, circles) == (("c", "b", "a"), ())


def test_a_circle_is_told_in_its_order():
    uses = _uses(a="b", b="c", c="a", d="a e", e="")

    order, (circle,) = order_names(uses)

    assert set(order) == {"d", "e"}
    assert circle[0] == circle[-1]
    assert all(later in uses[name] for name, later in pairwise(circle))


def test_a_name_that_uses_itself_is_a_circle():
    assert order_names(_uses(a="a"))[1] == (("a", "a"),)


def test_every_circle_is_told():
    _, circles = order_names(_uses(a="b", b="a", x="y", y="x"))

    assert sorted(map(set, circles), key=min) == [{"a", "b"}, {"x", "y"}]
