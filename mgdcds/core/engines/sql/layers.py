"""Which expressions become columns, and in which layer of the statement.

What is used in several places is worked out once, as a column of a layer; layers stand on each
other, and what is used once is written where it is used.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlglot import exp

from mgdcds.core.engines.sql.build import Sql, column, wrap
from mgdcds.core.engines.sql.narrow import narrow

#: An expression is worked out once when that saves at least so many steps.
_WORTH = 4
#: Parsers have stacks: what lies deeper than this becomes a column of its own.
_DEEPEST = 8
#: The same for what is higher than this, as SQLite counts it: it stops at 1,000.
_HIGHEST = 400
_ROUNDS = 4
_MOST = 10**9
_FREE = (exp.Column, exp.Identifier, exp.Literal, exp.DataType, exp.Paren, exp.Boolean, exp.Null)


@dataclass(frozen=True)
class Layer:
    """One SELECT of the statement: its columns by name, passed on as they are or worked out."""

    columns: dict[str, Sql]


def arrange(named: Mapping[str, Sql], outputs: Sequence[Sql]) -> tuple[list[Layer], list[Sql]]:
    """This function will arrange expressions in layers. Answers these, and the outputs over them.

    `named` has every expression after those that it is made of. What no output needs is left out.
    """
    kept = _worth_keeping(named, outputs)
    kept |= _too_deep(named, kept)
    parts = {name: Counter(columns_in(sql)) for name, sql in named.items()}
    tops_parts = [Counter(columns_in(sql)) for sql in outputs]
    for _ in range(_ROUNDS):
        more = narrow(parts, tops_parts, kept)
        if not more:
            break
        kept |= more
    written: dict[str, Sql] = {}
    for name, sql in named.items():
        written[name] = _inline(sql, written, kept)
    tops = [_inline(sql, written, kept) for sql in outputs]
    return _stack({name: written[name] for name in named if name in kept}, tops), tops


def made_of(sql: Sql, named: Mapping[str, Sql]) -> dict[str, Sql]:
    """This function will answer the named expressions behind one, each after those it needs."""
    found, waiting = set[str](), [sql]
    while waiting:
        new = {name for name in columns_in(waiting.pop()) if name in named} - found
        found |= new
        waiting += [named[name] for name in new]
    return {name: part for name, part in named.items() if name in found}


def columns_in(sql: Sql) -> Iterator[str]:
    """This function will answer the names of the columns in an expression, as often as they are."""
    return (found.name for found in sql.find_all(exp.Column))


def _worth_keeping(named: Mapping[str, Sql], outputs: Sequence[Sql]) -> set[str]:
    """The names that are worth a column. What one costs depends on which of its parts are kept."""
    parts = {name: Counter(columns_in(sql)) for name, sql in named.items()}
    own = {name: _steps(sql) for name, sql in named.items()}
    wanted = Counter(name for sql in outputs for name in columns_in(sql))
    kept: set[str] = set()
    for _ in range(_ROUNDS):
        costs = _costs(parts, own, kept)
        uses = _uses(parts, wanted, kept)
        found = {name for name in named if (uses[name] - 1) * costs[name] >= _WORTH}
        if found == kept:
            break
        kept = found
    return kept


def _steps(sql: Sql) -> int:
    return sum(not isinstance(node, _FREE) for node in sql.walk())


def _costs(
    parts: dict[str, Counter[str]], own: Mapping[str, int], kept: set[str]
) -> dict[str, int]:
    costs: dict[str, int] = {}
    for name, used in parts.items():
        below = sum(costs.get(part, 0) * times for part, times in used.items() if part not in kept)
        costs[name] = min(own[name] + below, _MOST)
    return costs


def _uses(parts: dict[str, Counter[str]], wanted: Counter[str], kept: set[str]) -> Counter[str]:
    """How often each expression is written, where what is not kept is written as it is."""
    uses = Counter(wanted)
    for name in reversed(parts):
        copies = min(uses[name], 1) if name in kept else uses[name]
        for part, times in parts[name].items() if copies else ():
            uses[part] = min(uses[part] + copies * times, _MOST)
    return uses


def _too_deep(named: Mapping[str, Sql], kept: set[str]) -> set[str]:
    found: set[str] = set()
    depths: dict[str, tuple[int, int]] = {}
    for name, sql in named.items():
        below = [depths[part] for part in columns_in(sql) if part in depths]
        depth = 1 + max((depth for depth, _ in below), default=0)
        height = _height(sql) + max((height for _, height in below), default=0)
        if depth >= _DEEPEST or height >= _HIGHEST:
            found.add(name)
        depths[name] = (0, 0) if name in kept or name in found else (depth, height)
    return found


def _height(sql: Sql) -> int:
    highest, waiting = 0, [(sql, 1)]
    while waiting:
        part, height = waiting.pop()
        highest = max(highest, height)
        above = height + (not isinstance(part, exp.Paren))
        waiting += [(inner, above) for inner in part.iter_expressions()]
    return highest


def _inline(sql: Sql, written: Mapping[str, Sql], kept: set[str]) -> Sql:
    def place(node: Sql) -> Sql:
        if isinstance(node, exp.Column) and node.name in written and node.name not in kept:
            return wrap(written[node.name].copy())
        return node

    return sql.copy().transform(place, copy=False)


def _stack(made: Mapping[str, Sql], tops: Sequence[Sql]) -> list[Layer]:
    levels: dict[str, int] = {}
    for name, sql in made.items():
        levels[name] = 1 + max((levels.get(part, 0) for part in columns_in(sql)), default=0)
    needed = dict.fromkeys(part for sql in tops for part in columns_in(sql))
    layers: list[Layer] = []
    for level in range(max(levels.values(), default=0), 0, -1):
        here = {name: made[name] for name in needed if levels.get(name) == level}
        passed = tuple(name for name in needed if name not in here)
        layers.insert(0, Layer({name: column(name) for name in passed} | here))
        below = (part for sql in here.values() for part in columns_in(sql))
        needed = dict.fromkeys((*passed, *below))
    return layers
