"""A generated function that was made shorter answers what the whole one answers, for every row."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from mgdcds.core.engines.compiled.shorten import shorten

MANY = settings(max_examples=400, deadline=None, derandomize=True)
FACTS = ("a", "b", "c")
ROWS = [
    {name: value for name, value in zip(FACTS, values, strict=True) if value is not None}
    for values in itertools.product((None, False, True), repeat=len(FACTS))
]
LEAVES = [f"(n{at} := get('{name}'))" for at, name in enumerate(FACTS, start=1)]
DEPTH = 4


class Maker:
    """Draws the text of a function. What is kept in a local has that local for itself."""

    def __init__(self, draw):
        self._draw = draw
        self._kept = {}
        self._made = []

    def function(self):
        lines = ["x0 = y0 = 0", "masks = [*template]"]
        for at in range(self._draw(st.integers(1, 4))):
            lines += self._line(at)
        return "def evaluate(get, template):\n " + "\n ".join(
            [*lines, f"return x0, y0, masks, ({''.join(f'{name}, ' for name in self._made)})"]
        )

    def _line(self, at):
        kind = self._draw(st.sampled_from(["local", "rule", "mask"]))
        if kind == "local":
            text = self._value(DEPTH)
            self._made.append(f"v{at + 1}")
            return [f"v{at + 1} = {text}"]
        if kind == "mask":
            parts = [f"({at + 1} if {self._test(2)} else {each})" for each in (0, 4, 0)]
            return [f"if {self._test(2)}: masks[{at}] = {' | '.join([*parts, '8'])}"]
        bit = 1 << at
        return [f"if {self._test(DEPTH)}: x0 += {bit}", f"elif {self._test(DEPTH)}: y0 += {bit}"]

    def _value(self, depth):
        leaves = [*LEAVES, "None", "True", "False", *self._made]
        if depth == 0 or self._draw(st.booleans()):
            return self._draw(st.sampled_from(leaves))
        if self._draw(st.booleans()):
            return self._keep(self._value(depth - 1))
        return (
            f"({self._value(depth - 1)} if {self._test(depth - 1)} else {self._value(depth - 1)})"
        )

    def _keep(self, text):
        name = self._kept.setdefault(text, f"t{len(self._kept) + 1}")
        return f"({name} := {text})"

    def _test(self, depth):
        if depth == 0:
            return self._value(0)
        kind = self._draw(st.sampled_from(["value", "null", "not", "and", "or", "choice"]))
        if kind == "value":
            return self._value(depth - 1)
        if kind == "null":
            tail = self._draw(st.sampled_from(["is None", "is not None", "is False"]))
            return f"({self._value(depth - 1)} {tail})"
        if kind == "not":
            return f"(not {self._test(depth - 1)})"
        left, right = self._test(depth - 1), self._test(depth - 1)
        if kind == "choice":
            return f"({left} if {self._test(depth - 1)} else {right})"
        return f"({left} {kind} {right})"


@st.composite
def functions(draw):
    return Maker(draw).function()


def answers(source, row):
    # The text was made above, of nothing but locals and tests.
    names = {"__builtins__": {}}
    exec(compile(source, "<made>", "exec"), names)
    x, y, masks, values = names["evaluate"](row.get, (0, 0, 0, 0))
    return x, y, [joined(mask) for mask in masks], values


def joined(mask):
    if not isinstance(mask, tuple):
        return mask
    found = 0
    for part in mask:
        found |= joined(part)
    return found


@MANY
@given(source=functions())
def test_it_answers_the_same(source):
    shorter = shorten(source)

    for row in ROWS:
        assert answers(shorter, row) == answers(source, row), shorter
    assert len(shorter.replace(" ", "")) <= len(source.replace(" ", "")) + 100
