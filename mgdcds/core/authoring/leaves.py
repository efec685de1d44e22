"""The leaves of a condition: the smallest parts that are true, false or unknown by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.core.cql.check import Checked
from mgdcds.core.cql.nodes import BooleanLiteral, Call, Name, Node, NullLiteral, names_in, walk
from mgdcds.core.cql.printer import print_expression
from mgdcds.core.cql.rewrite import Path, find_paths, replace_at
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.speaker import bare
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.values.problems import Place

_NEVER_UNKNOWN = frozenset({"IsNull", "IsNotNull", "IsTrue", "IsNotTrue", "IsFalse", "IsNotFalse"})


@dataclass(frozen=True)
class Leaf:
    """One leaf of the expression `name`. `text` is printed CQL.

    `can_be_unknown`: whether a fact that is not recorded could leave it open.
    """

    name: str
    path: Path
    node: Node
    text: str
    place: Place
    can_be_unknown: bool

    @property
    def checked(self) -> Checked:
        """The leaf as an expression by itself."""
        return Checked(self.node, self.node.type, names=names_in(self.node))


def find_leaves(rulebook: Rulebook, checked: Checked, *, name: str = "") -> tuple[Leaf, ...]:
    """This function will answer the leaves of a condition, in the order of the text.

    `name` is that of the expression, where it has one. The name of another boolean expression
    is no leaf: what it says has leaves of its own.
    """
    return tuple(
        Leaf(
            name=name,
            path=path,
            node=node,
            text=print_expression(node, width=None),
            place=start_of(node),
            can_be_unknown=_can_be_unknown(rulebook, node),
        )
        for path, node in find_paths(checked.tree)
        if _is_leaf(rulebook, node)
    )


def start_of(node: Node) -> Place:
    """This function will answer where the text of a node begins; an operator stands behind that."""
    return min((each.place for each in walk(node)), key=lambda place: (place.line, place.column))


def force(checked: Checked, leaf: Leaf, *, value: bool) -> Checked:
    """This function will answer a condition in which a leaf is true, or false, for everybody."""
    literal = BooleanLiteral(value, place=leaf.place, type=BOOLEAN)
    tree = replace_at(checked.tree, leaf.path, literal)
    return Checked(tree, checked.type, names=names_in(tree))


def _is_leaf(rulebook: Rulebook, node: Node) -> bool:
    if node.type != BOOLEAN or isinstance(bare(node), BooleanLiteral | NullLiteral):
        return False
    return not _is_opened(rulebook, node) and not any(
        _is_condition(inner) for inner in walk(node) if inner is not node
    )


def _is_condition(node: Node) -> bool:
    """Whether a part has leaves of its own, here or in what it names."""
    return node.type == BOOLEAN and not isinstance(bare(node), BooleanLiteral | NullLiteral)


def _is_opened(rulebook: Rulebook, node: Node) -> bool:
    return isinstance(node, Name) and node.name in rulebook.program.expressions


def _can_be_unknown(rulebook: Rulebook, node: Node) -> bool:
    if isinstance(node, Call) and node.operator in _NEVER_UNKNOWN:
        return False
    program = rulebook.program
    read = names_in(node).union(*(program.names_read.get(name, ()) for name in names_in(node)))
    return any(name in program.dictionary.facts for name in read)
