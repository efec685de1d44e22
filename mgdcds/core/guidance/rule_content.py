"""A rule as the content of its entry, and the content as a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

from mgdcds.core.dictionary.content import Content
from mgdcds.core.guidance.rule import (
    SOURCE_ATTRIBUTES,
    Action,
    Block,
    Category,
    Certainty,
    Gate,
    Level,
    Rule,
    Strength,
    Tag,
    Urgency,
    Verb,
)
from mgdcds.core.values.problems import Problem, UnableTo

WHEN_FALSE = ("withhold rule", "drop action", "replace")
WHEN_UNKNOWN = (*WHEN_FALSE, "keep")
_Word = TypeVar("_Word", bound=StrEnum)


class UnableToReadRule(UnableTo):
    """Content that does not make a rule."""


def read_rule(content: Mapping[str, Any], *, document: str = "") -> Rule:
    """This function will read the content of a rule's entry.

    It raises UnableToReadRule with every missing key, wrong type and unknown word at once.
    What a rule must be beyond its shape is asked by `rule_check.check_rule`.
    """
    reader = _Reader()
    rule = reader.rule(Content(content, document=document or str(content.get("code", "rule"))))
    if reader.problems:
        raise UnableToReadRule(reader.problems)
    return rule


def rule_to_content(rule: Rule) -> dict[str, Any]:
    """This function will write a rule as content, without what holds its default."""
    content = _plain(rule)
    if rule.attributes:
        content["attributes"] = dict(rule.attributes)
    return content


class _Reader:
    """Reads tables into values and keeps what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def rule(self, table: Content) -> Rule:
        rule = Rule(
            code=table.text("code", needed=True),
            title=table.text("title", needed=True),
            category=_word(table, "category", Category, Category.INFORMATION),
            when=table.text("when", needed=True),
            strength=_word(table, "strength", Strength, Strength.INFORMATION),
            certainty=_word(table, "certainty", Certainty, Certainty.VERY_LOW),
            why_it_matters=table.text("why_it_matters", needed=True),
            levels=tuple(self.level(inner) for inner in table.tables("levels")),
            tags=tuple(self.tag(inner) for inner in table.tables("tags")),
            blocks=tuple(self.block(inner) for inner in table.tables("blocks")),
            folded=table.flag("folded"),
            attributes=self.attributes(table),
            owner=table.text("owner"),
            authored_by=table.text("authored_by"),
            checked_by=table.text("checked_by"),
            reviewed_on=table.text("reviewed_on"),
            review_due=table.text("review_due"),
            needs=table.texts("needs"),
            evidence=table.texts("evidence"),
            claims=table.texts("claims"),
        )
        self.close(table)
        return rule

    def level(self, table: Content) -> Level:
        level = Level(
            when=table.text("when"),
            urgency=_word(table, "urgency", Urgency, Urgency.INFORMATION),
            clinician=table.text("clinician", needed=True),
            patient=table.text("patient", needed=True),
            actions=tuple(self.action(inner) for inner in table.tables("actions")),
        )
        self.close(table)
        return level

    def action(self, table: Content) -> Action:
        action = Action(
            verb=_word(table, "verb", Verb, Verb.INFORM),
            target=table.text("target", needed=True),
            detail=table.text("detail"),
            when=table.text("when"),
            limit=table.text("limit"),
            in_weeks=table.text("in_weeks"),
            gates=tuple(self.gate(inner) for inner in table.tables("gates")),
        )
        self.close(table)
        return action

    def gate(self, table: Content) -> Gate:
        gate = Gate(
            gate=table.text("gate", needed=True),
            when_false=table.word("when_false", known=WHEN_FALSE, needed=True),
            when_unknown=table.word("when_unknown", known=WHEN_UNKNOWN, needed=True),
            instead=self.instead(table),
        )
        self.close(table)
        return gate

    def instead(self, table: Content) -> Action | None:
        inner = table.mapping("instead")
        return self.action(_inner(table, "instead", inner)) if inner else None

    def tag(self, table: Content) -> Tag:
        tag = Tag(when=table.text("when", needed=True), text=table.text("text", needed=True))
        self.close(table)
        return tag

    def block(self, table: Content) -> Block:
        block = Block(gate=table.text("gate", needed=True), when=table.text("when"))
        self.close(table)
        return block

    def attributes(self, table: Content) -> Mapping[str, str]:
        inner = _inner(table, "attributes", table.mapping("attributes"))
        read = {name: inner.text(name) for name in SOURCE_ATTRIBUTES}
        self.close(inner)
        return MappingProxyType({name: text for name, text in read.items() if text})

    def close(self, table: Content) -> None:
        table.refuse_the_rest()
        self.problems += table.problems


def _inner(table: Content, key: str, inner: Mapping[str, object]) -> Content:
    place = table.place(key)
    return Content(inner, document=place.document, field=place.field)


def _word(table: Content, key: str, words: type[_Word], otherwise: _Word) -> _Word:
    found = table.word(key, known=[word.value for word in words], needed=True)
    return words(found) if found else otherwise


def _plain(value: object) -> dict[str, Any]:
    """A dataclass as plain data, without what is empty."""
    items = {field.name: getattr(value, field.name) for field in fields(value)}  # type: ignore[arg-type]
    return {
        name: _plain_item(item)
        for name, item in items.items()
        if item and not isinstance(item, Mapping)
    }


def _plain_item(item: object) -> Any:
    if isinstance(item, StrEnum):
        return item.value
    if isinstance(item, str | bool):
        return item
    if isinstance(item, tuple):
        return [_plain_item(part) for part in item]
    return _plain(item)
