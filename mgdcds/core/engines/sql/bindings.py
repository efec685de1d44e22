"""Every part of a statement by a name of its own, so that what is alike is written once."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlglot import exp

from mgdcds.core.engines.sql.build import Sql, column


@dataclass
class Bindings:
    """Expressions by name, each made of columns of the table, literals and earlier names."""

    taken: set[str] = field(default_factory=set)
    named: dict[str, Sql] = field(default_factory=dict)
    _names: dict[Sql, str] = field(default_factory=dict)
    _hints: dict[str, str] = field(default_factory=dict)

    def bind(self, sql: Sql, hint: str = "") -> Sql:
        """This method will give an expression a name, or answer the one that it has."""
        if is_atom(sql):
            return sql
        name = self._names.get(sql)
        if name is None:
            name = self._new_name(hint)
            self._names[sql] = name
            self.named[name] = sql
        return column(name)

    def call_it(self, sql: Sql, hint: str) -> None:
        """This method will remember what people call an expression, to make SQL readable."""
        if isinstance(sql, exp.Column) and sql.name in self.named:
            self._hints.setdefault(sql.name, hint)

    def spoken_name(self, name: str) -> str:
        """This method will answer the name of a binding as it is written in the statement."""
        return f"{self._hints[name][:40]}_{name}" if name in self._hints else name

    def _new_name(self, hint: str) -> str:
        name = f"x{len(self.named) + 1}"
        while name in self.taken:
            name = f"{name}_"
        return name


def is_atom(sql: Sql) -> bool:
    """This function will tell whether an expression is so small that it needs no name."""
    if isinstance(sql, exp.Column):
        return True
    while isinstance(sql, exp.Neg | exp.Cast | exp.Paren):
        sql = sql.this
    return isinstance(sql, exp.Literal | exp.Boolean | exp.Null)
