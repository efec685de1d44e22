"""The order in which named expressions can be settled, and the circles that have none."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter


def order_names(
    uses: Mapping[str, frozenset[str]],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """This function will order names so that each comes after those it uses.

    `uses` says which names each name reads; names it does not know are left out. The second
    answer has every circle, as names that each use the next; what is in a circle is in no order.
    """
    graph = {name: read & uses.keys() for name, read in sorted(uses.items())}
    circles: list[tuple[str, ...]] = []
    while True:
        try:
            return tuple(TopologicalSorter(graph).static_order()), tuple(circles)
        except CycleError as error:
            circle = tuple(reversed(error.args[1]))
            circles.append(circle)
            graph = {
                name: frozenset(read - set(circle))
                for name, read in graph.items()
                if name not in circle
            }
