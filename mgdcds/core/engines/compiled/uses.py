"""How often names are read, and in which order trees and names are written: inner ones first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mgdcds.core.cql.nodes import Name, Node, walk
from mgdcds.core.engines.program import Program


def count_uses(program: Program, names: tuple[str, ...]) -> Counter[str]:
    """This function will count how often each name is read, by what the wanted names need."""
    uses: Counter[str] = Counter(names)
    waiting, seen = list(names), set(names)
    while waiting:
        name = waiting.pop()
        checked = program.expressions.get(name)
        if checked is None:
            continue
        found = list(_names_written(checked.tree))
        uses.update(found)
        waiting.extend(set(found) - seen)
        seen.update(found)
    return uses


def _names_written(tree: Node) -> Iterator[str]:
    return (node.name for node in walk(tree) if isinstance(node, Name))


def from_leaves(tree: Node) -> list[Node]:
    """This function will answer the nodes of a tree, each after those inside it."""
    ordered, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        ordered.append(node)
        waiting.extend(node.children)
    return ordered[::-1]


def in_order(program: Program, names: tuple[str, ...]) -> list[str]:
    """This function will answer the expressions that names need, each after those it reads."""
    ordered: dict[str, None] = {}
    waiting = [(name, False) for name in names[::-1]]
    while waiting:
        name, is_ready = waiting.pop()
        if is_ready:
            ordered[name] = None
        elif name not in ordered and name in program.expressions:
            waiting.append((name, True))
            waiting += [(each, False) for each in sorted(program.expressions[name].names)]
    return list(ordered)
