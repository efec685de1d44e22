"""Changing a tree in one place: where its nodes lie, and a tree with another node there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import singledispatch

from mgdcds.core.cql.nodes import (
    Branch,
    Call,
    Case,
    Cast,
    Convert,
    If,
    IntervalOf,
    ListOf,
    Node,
    UnknownCall,
)

#: The way from the root of a tree to a node: the number of the child at each step.
Path = tuple[int, ...]


def find_paths(tree: Node) -> Iterator[tuple[Path, Node]]:
    """This function will visit every node with its path, a node before what is inside."""
    waiting: list[tuple[Path, Node]] = [((), tree)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        inner = [((*path, at), child) for at, child in enumerate(node.children)]
        waiting.extend(reversed(inner))


def replace_at(tree: Node, path: Path, new: Node) -> Node:
    """This function will answer a tree in which another node stands at a path."""
    if not path:
        return new
    first, *rest = path
    children = list(tree.children)
    children[first] = replace_at(children[first], tuple(rest), new)
    return replace_children(tree, children)


def strip_casts(tree: Node) -> Node:
    """This function will answer a tree as it was written: without what the checker put in."""
    if isinstance(tree, Cast):
        return strip_casts(tree.operand)
    children = tree.children
    return replace_children(tree, [strip_casts(each) for each in children]) if children else tree


@singledispatch
def replace_children(node: Node, children: Sequence[Node]) -> Node:
    """This function will answer a node with other children, in the order of `children`."""
    return node


@replace_children.register(Call)
@replace_children.register(UnknownCall)
def _(node: Call | UnknownCall, children: Sequence[Node]) -> Node:
    return replace(node, operands=tuple(children))


@replace_children.register
def _(node: If, children: Sequence[Node]) -> Node:
    condition, then, otherwise = children
    return replace(node, condition=condition, then=then, otherwise=otherwise)


@replace_children.register
def _(node: Case, children: Sequence[Node]) -> Node:
    *inner, otherwise = children
    comparand = inner.pop(0) if node.comparand is not None else None
    pairs = zip(inner[::2], inner[1::2], strict=True)
    branches = tuple(Branch(when, then) for when, then in pairs)
    return replace(node, comparand=comparand, branches=branches, otherwise=otherwise)


@replace_children.register
def _(node: ListOf, children: Sequence[Node]) -> Node:
    return replace(node, items=tuple(children))


@replace_children.register
def _(node: IntervalOf, children: Sequence[Node]) -> Node:
    low, high = children
    return replace(node, low=low, high=high)


@replace_children.register(Convert)
@replace_children.register(Cast)
def _(node: Convert | Cast, children: Sequence[Node]) -> Node:
    return replace(node, operand=children[0])
