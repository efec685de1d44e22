"""The page of an editor: the fields, how the entry stands, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

from django.urls import reverse
from django.utils.translation import gettext as _

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.rule import Verb
from mgdcds.core.guidance.targets import TARGETS
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Link, Mistake
from mgdcds.pages.workspace.catalogue import by_name, cases_of, gates_in, summary_of, title_of_name
from mgdcds.pages.workspace.changes import FieldDiff, compare_entries, entry_url
from mgdcds.pages.workspace.desk import Desk
from mgdcds.pages.workspace.draft_list import workspace_crumbs
from mgdcds.pages.workspace.editors import CASE, RULE, AnyForm, Editor, controls_of
from mgdcds.pages.workspace.places import control_of
from mgdcds.pages.workspace.stands import Stands
from mgdcds.pages.workspace.words import KINDS, STATES
from mgdcds.stores.accounts.actor import Actor, Role
from mgdcds.stores.library.values import DraftState


@dataclass(frozen=True)
class Collision:
    """Somebody else's text beside what was typed. `by` is empty when the change was undone.

    `is_removed`: they took the entry out of the knowledge.
    """

    by: str
    fields: tuple[FieldDiff, ...]
    is_removed: bool = False


@dataclass(frozen=True)
class Known:
    """What the actions of a rule may name."""

    verbs: tuple[str, ...]
    targets: tuple[str, ...]
    gates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a request to save: refused with problems, or met by another author's text."""

    problems: tuple[Problem, ...] = ()
    collision: Collision | None = None
    is_unsaved: bool = False


@dataclass(frozen=True)
class EditorPage:
    """An editor. `why_fixed` says why the entry cannot be changed; "" when it can.

    `stands` is None while nothing was tried yet: the page asks for it at once.
    """

    title: str
    key: str
    kind: str
    crumbs: tuple[Link, ...]
    draft_id: int
    draft_title: str
    form: AnyForm
    template: str
    revision: int
    base_hash: str
    live_url: str
    stands: Stands | None
    mistakes: tuple[Mistake, ...]
    collision: Collision | None
    meanwhile: str
    meanwhile_fields: tuple[FieldDiff, ...]
    is_unsaved: bool
    why_fixed: str
    is_new: bool
    is_lost: bool
    history_url: str
    other: Link
    undo_url: str
    remove_url: str
    case_count: int
    new_case_url: str
    lacking_url: str
    known: Known | None

    @property
    def can_edit(self) -> bool:
        """Whether the fields can be changed."""
        return not self.why_fixed


def present_editor(
    desk: Desk,
    editor: Editor,
    form: AnyForm,
    *,
    actor: Actor,
    stands: Stands | None,
    outcome: Outcome,
) -> EditorPage:
    """This function will show an editor with what was typed."""
    args = [desk.draft.id, str(desk.kind), desk.key]
    is_rule = desk.kind is EntryKind.RULE
    controls = controls_of(form)
    form.put(stands.slots if stands else ())
    return EditorPage(
        title=_title(desk),
        key=desk.key,
        kind=str(KINDS[desk.kind]),
        crumbs=_crumbs(desk),
        draft_id=desk.draft.id,
        draft_title=desk.draft.title,
        form=form,
        template=editor.template,
        revision=desk.revision,
        base_hash=desk.base_hash,
        live_url=_live_url(desk, editor),
        stands=stands,
        mistakes=tuple(_mistake(one, controls) for one in outcome.problems),
        collision=outcome.collision,
        meanwhile=desk.newest.label if desk.was_released_meanwhile else "",
        meanwhile_fields=_meanwhile(desk),
        is_unsaved=outcome.is_unsaved,
        why_fixed=why_fixed(desk, actor),
        is_new=desk.released is None,
        is_lost=desk.is_lost,
        history_url=_history_url(desk),
        other=_other(desk, editor),
        undo_url=reverse("workspace:undo", args=args) if desk.changed else "",
        remove_url=reverse("workspace:remove", args=args) if desk.released else "",
        case_count=len(cases_of(desk.entries, desk.key)) if is_rule else 0,
        new_case_url=reverse("workspace:new_case", args=[desk.draft.id]) if is_rule else "",
        lacking_url=reverse("workspace:lacking", args=[desk.draft.id, desk.key]) if is_rule else "",
        known=_known(desk) if editor is RULE else None,
    )


def why_fixed(desk: Desk, actor: Actor) -> str:
    """This function will say why somebody cannot change an entry; "" when they can."""
    if not actor.has(Role.AUTHOR):
        return _("You can read this. Changing it needs the role of an author.")
    if desk.draft.is_editable:
        return ""
    if desk.draft.state is DraftState.SUBMITTED:
        return _("The draft waits for review. Take it back on its page to change it.")
    word = str(STATES[desk.draft.state][0]).lower()
    return _("The draft is {state}, so it stays as it is.").format(state=word)


def _title(desk: Desk) -> str:
    title = summary_of(by_name(desk.entries)[desk.kind, desk.key]).title
    if desk.kind is EntryKind.RULE:
        return f"{desk.key} {title}".strip()
    return title or desk.key


def _crumbs(desk: Desk) -> tuple[Link, ...]:
    draft_url = reverse("workspace:draft", args=[desk.draft.id])
    here = [Link(desk.draft.title, draft_url)]
    rule = str(desk.content.get("rule", "")) if desk.kind is EntryKind.CASE else ""
    if (EntryKind.RULE, rule) in by_name(desk.entries):
        here.append(Link(rule, entry_url(desk.draft.id, EntryKind.RULE, rule)))
    return workspace_crumbs(*here, Link(desk.key))


def _mistake(problem: Problem, controls: tuple[str, ...]) -> Mistake:
    return Mistake(problem.message, control_of(problem.place.field, controls), problem.hint)


def _live_url(desk: Desk, editor: Editor) -> str:
    keys = [desk.key] if editor in (RULE, CASE) else [str(desk.kind), desk.key]
    return reverse(editor.live, args=[desk.draft.id, *keys])


def _other(desk: Desk, editor: Editor) -> Link:
    """The other way to edit the same entry; nothing for what has only one."""
    if editor in (RULE, CASE):
        args = [desk.draft.id, str(desk.kind), desk.key]
        return Link(_("Edit as text"), reverse("workspace:entry", args=args))
    if desk.kind in (EntryKind.RULE, EntryKind.CASE):
        return Link(_("Edit in the form"), entry_url(desk.draft.id, desk.kind, desk.key))
    return Link("")


def _history_url(desk: Desk) -> str:
    if desk.released is None:
        return ""
    return reverse("workspace:history", args=[str(desk.kind), desk.key])


def _meanwhile(desk: Desk) -> tuple[FieldDiff, ...]:
    """What a newer release has and this draft would put back."""
    if not desk.was_released_meanwhile or desk.changed is None:
        return ()
    return compare_entries(desk.released, desk.changed.entry)


def _known(desk: Desk) -> Known:
    entries = by_name(desk.entries)
    rules = (entry for entry in desk.entries if entry.kind is EntryKind.RULE)
    gates = sorted(set(chain.from_iterable(map(gates_in, rules))))
    return Known(
        verbs=tuple(map(str, Verb)),
        targets=tuple(TARGETS),
        gates=tuple((gate, title_of_name(entries, gate)) for gate in gates),
    )
