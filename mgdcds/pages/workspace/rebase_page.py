"""A draft brought up to date: what goes together by itself, and what somebody has to choose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.authoring.rebase import ABSENT, Conflict, Path
from mgdcds.core.guidance.entries import Entry, EntryKind
from mgdcds.pages.components.values import Link, Mistake
from mgdcds.pages.components.words import Word
from mgdcds.pages.workspace.catalogue import summary_of
from mgdcds.pages.workspace.changes import FieldDiff, compare_entries
from mgdcds.pages.workspace.draft_list import workspace_crumbs
from mgdcds.pages.workspace.words import KINDS, label_of
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.library.checking import LaidDraft
from mgdcds.stores.library.rebasing import EntryRebase, find_rebases

MINE, THEIRS, OWN = "mine", "theirs", "own"


@dataclass(frozen=True)
class Choice:
    """A field that both changed. `name` is that of its controls; `chosen` what was chosen.

    `own` is the text to start from, where words of one's own can be written.
    """

    name: str
    label: str
    mine: str
    theirs: str
    base: str
    can_write: bool
    own: str
    chosen: str


@dataclass(frozen=True)
class RebasedEntry:
    """An entry of the draft that was released meanwhile: what is taken over, what is open."""

    title: str
    kind: Word
    key: str
    taken: tuple[FieldDiff, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class RebasePage:
    """Bring a draft up to date. Without entries nothing was overtaken."""

    title: str
    crumbs: tuple[Link, ...]
    draft_id: int
    draft_url: str
    newest: str
    base: str
    revision: int
    release_hash: str
    entries: tuple[RebasedEntry, ...]
    open_choices: int
    can_edit: bool
    mistakes: tuple[Mistake, ...]


def present_rebase(
    laid: LaidDraft,
    *,
    actor: Actor,
    typed: Mapping[str, str],
    mistakes: tuple[Mistake, ...] = (),
) -> RebasePage:
    """This function will show what was released since a draft began, beside what it changed."""
    entries = tuple(_entry(at, one, typed) for at, one in enumerate(find_rebases(laid), start=1))
    draft = laid.draft
    draft_url = reverse("workspace:draft", args=[draft.id])
    return RebasePage(
        title=_("Bring the draft up to date"),
        crumbs=workspace_crumbs(Link(draft.title, draft_url), Link(_("Bring up to date"))),
        draft_id=draft.id,
        draft_url=draft_url,
        newest=laid.newest.label,
        base=draft.base,
        revision=draft.revision,
        release_hash=laid.newest.hash,
        entries=entries,
        open_choices=sum(len(one.choices) for one in entries),
        can_edit=actor.has(Role.AUTHOR) and draft.is_editable,
        mistakes=mistakes,
    )


def read_choices(
    laid: LaidDraft, typed: Mapping[str, str]
) -> dict[tuple[EntryKind, str], dict[Path, Any]]:
    """This function will read what somebody chose; what is not chosen is left out."""
    return {
        one.name: {
            conflict.path: value
            for name, conflict in _named(at, one)
            if (value := _chosen(conflict, name, typed)) is not None
        }
        for at, one in enumerate(find_rebases(laid), start=1)
    }


def _entry(at: int, one: EntryRebase, typed: Mapping[str, str]) -> RebasedEntry:
    mine: Entry | None = None if one.change.removed else one.change.entry
    return RebasedEntry(
        title=summary_of(one.change.entry).title or one.change.entry.key,
        kind=KINDS[one.change.entry.kind],
        key=one.change.entry.key,
        taken=compare_entries(mine, one.merge.entry) if mine else (),
        choices=tuple(_choice(name, conflict, typed) for name, conflict in _named(at, one)),
    )


def _named(at: int, one: EntryRebase) -> Iterator[tuple[str, Conflict]]:
    for number, conflict in enumerate(one.merge.conflicts, start=1):
        yield f"choice-{at}-{number}", conflict


def _choice(name: str, conflict: Conflict, typed: Mapping[str, str]) -> Choice:
    can_write = isinstance(conflict.mine, str) and isinstance(conflict.theirs, str)
    return Choice(
        name=name,
        label=label_of(conflict.field) if conflict.field else _("The whole entry"),
        mine=_text(conflict.mine),
        theirs=_text(conflict.theirs),
        base=_text(conflict.base),
        can_write=can_write,
        own=typed.get(f"{name}-own", _text(conflict.mine)) if can_write else "",
        chosen=typed.get(name, ""),
    )


def _chosen(conflict: Conflict, name: str, typed: Mapping[str, str]) -> Any:
    word = typed.get(name, "")
    if word == OWN and isinstance(conflict.mine, str):
        return typed.get(f"{name}-own", "").replace("\r\n", "\n").replace("\0", "")[:20_000]
    return {MINE: conflict.mine, THEIRS: conflict.theirs}.get(word)


def _text(value: Any) -> str:
    if value is ABSENT:
        return _("(not there)")
    if isinstance(value, str):
        return value
    return json.dumps(value, indent=1, ensure_ascii=False)
