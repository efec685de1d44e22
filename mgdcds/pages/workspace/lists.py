"""Lists of a draft's entries to choose from, and of everything that a condition may name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.cql.scope import type_of_fact
from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.core.guidance.rulebook import Rulebook
from mgdcds.core.guidance.targets import TARGETS
from mgdcds.pages.components.values import Link
from mgdcds.pages.workspace.catalogue import summary_of
from mgdcds.pages.workspace.changes import entry_url
from mgdcds.pages.workspace.draft_list import workspace_crumbs
from mgdcds.pages.workspace.words import MANY
from mgdcds.stores.library.checking import LaidDraft


@dataclass(frozen=True)
class EntryLink:
    """An entry that can be opened."""

    key: str
    title: str
    url: str
    is_changed: bool


@dataclass(frozen=True)
class EntryGroup:
    """Entries under one heading; "" for those without."""

    title: str
    links: tuple[EntryLink, ...]


@dataclass(frozen=True)
class EntriesPage:
    """All entries of one kind, as a draft has them."""

    title: str
    crumbs: tuple[Link, ...]
    draft_id: int
    draft_title: str
    words: str
    groups: tuple[EntryGroup, ...]
    found: int


@dataclass(frozen=True)
class NameRow:
    """A name that a condition may use. `values` are units, choices or a condition."""

    name: str
    label: str
    kind: str
    values: str


@dataclass(frozen=True)
class NameGroup:
    """Names under one heading."""

    title: str
    id: str
    rows: tuple[NameRow, ...]


@dataclass(frozen=True)
class NamesPage:
    """Everything that a condition or an action may name."""

    title: str
    crumbs: tuple[Link, ...]
    release: str
    groups: tuple[NameGroup, ...]
    targets: tuple[str, ...]


def present_entries(laid: LaidDraft, kind: EntryKind, *, words: str) -> EntriesPage:
    """This function will list a draft's entries of one kind; cases by their rule."""
    changed = {(one.entry.kind, one.entry.key) for one in laid.draft.entries}
    found = [entry for entry in laid.entries if entry.kind is kind and _has(entry, words)]
    groups: dict[str, list[EntryLink]] = {}
    for entry in found:
        groups.setdefault(summary_of(entry).rule, []).append(
            EntryLink(
                key=entry.key,
                title=summary_of(entry).title,
                url=entry_url(laid.draft.id, kind, entry.key),
                is_changed=(kind, entry.key) in changed,
            )
        )
    return EntriesPage(
        title=str(MANY[kind]),
        crumbs=workspace_crumbs(_draft_link(laid), Link(str(MANY[kind]))),
        draft_id=laid.draft.id,
        draft_title=laid.draft.title,
        words=words,
        groups=tuple(EntryGroup(title, tuple(groups[title])) for title in sorted(groups)),
        found=len(found),
    )


def present_names(rulebook: Rulebook) -> NamesPage:
    """This function will list every name of a release with its unit, choices or condition."""
    sections = rulebook.dictionary.sections()
    return NamesPage(
        title=_("What a condition may use"),
        crumbs=workspace_crumbs(Link(_("What a condition may use"))),
        release=rulebook.label,
        groups=(
            *(
                NameGroup(_(section.title), section.key, tuple(map(_fact, facts)))
                for section, facts in sections
                if facts
            ),
            NameGroup(_("Definitions and gates"), "definitions", tuple(_definitions(rulebook))),
            NameGroup(_("Parameters"), "parameters", tuple(_parameters(rulebook))),
        ),
        targets=tuple(TARGETS),
    )


def _has(entry: Entry, words: str) -> bool:
    summary = summary_of(entry)
    text = f"{entry.key} {summary.title} {summary.rule}".casefold()
    return all(word in text for word in words.casefold().split())


def _draft_link(laid: LaidDraft) -> Link:
    return Link(laid.draft.title, reverse("workspace:draft", args=[laid.draft.id]))


def _fact(fact: Fact) -> NameRow:
    values = ", ".join(f"'{unit.code}'" for unit in fact.units)
    if fact.kind is Kind.CHOICE:
        values = ", ".join(f"'{choice.value}'" for choice in fact.choices)
    return NameRow(fact.name, fact.label, type_of_fact(fact).describe(), values)


def _definitions(rulebook: Rulebook) -> Iterable[NameRow]:
    for definition in rulebook.definitions.values():
        kind = definition.checked.type.describe()
        yield NameRow(definition.name, definition.label, kind, definition.expression.strip())


def _parameters(rulebook: Rulebook) -> Iterable[NameRow]:
    for one in rulebook.dictionary.parameters.values():
        kind = rulebook.scope.names[one.name].type.describe()
        yield NameRow(one.name, one.label, kind, f"{one.value} '{one.unit}'")
