"""What the library complains about: every sentence it can say."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Place, Problem, UnableTo
from mgdcds.stores.library.values import DraftEntryValue, DraftState


class UnableToEditDraft(UnableTo):
    """A draft cannot be changed as asked."""


class UnableToSubmit(UnableTo):
    """A draft is not ready for review."""


class UnableToPublish(UnableTo):
    """A draft cannot become a release."""


class StaleDraft(UnableTo):
    """The entry was changed in the draft since; `current` is how it stands now (None: undone)."""

    def __init__(self, current: DraftEntryValue | None) -> None:
        self.current = current
        super().__init__([_entry_changed(current)])


def _problem(code: str, message: str, hint: str = "", *, place: Place | None = None) -> Problem:
    return Problem(place=place or Place(), code=f"LIBRARY.{code}", message=message, hint=hint)


def _place_of(kind: EntryKind, key: str, field: str = "") -> Place:
    return Place(document=f"{kind} {key}", field=field)


def _entry_changed(current: DraftEntryValue | None) -> Problem:
    if current is None:
        message = "Somebody else has undone this change since you opened it."
    else:
        message = f"{current.by} has changed this since you opened it."
    return _problem("E001", message, "Compare the two, and save again.")


def draft_not_editable(state: DraftState) -> Problem:
    """This function will say why a draft cannot be changed."""
    hints = {
        DraftState.SUBMITTED: "Return it first, then change it.",
        DraftState.PUBLISHED: "Open a new draft.",
        DraftState.DROPPED: "Open a new draft.",
    }
    return _problem("E002", f"The draft is {state}, so it cannot be changed.", hints.get(state, ""))


def draft_not_submitted(state: DraftState) -> Problem:
    """This function will say that only a submitted draft is reviewed."""
    return _problem("E003", f"The draft is {state}, but only a submitted draft can be reviewed.")


def nothing_changed() -> Problem:
    """This function will say that a draft has nothing to publish."""
    return _problem("E004", "The draft changes nothing.", "Change an entry, or drop the draft.")


def own_draft(name: str) -> Problem:
    """This function will say that a second person is needed."""
    return _problem(
        "E005",
        f"{name} has written a part of this draft, so somebody else must publish it.",
        "Ask another approver.",
    )


def changed_since_review() -> Problem:
    """This function will say that what was reviewed is not what would be published."""
    return _problem(
        "E006",
        "The draft has changed since you opened it.",
        "Read the changes again, then publish.",
    )


def released_meanwhile(kind: EntryKind, key: str, *, base: str, newest: str) -> Problem:
    """This function will say that an entry was changed by a release after the draft saw it."""
    return _problem(
        "E007",
        f"'{key}' was changed by {newest} after this draft began on {base}.",
        f"Compare it with {newest}, take over what is needed, and save '{key}' again.",
        place=_place_of(kind, key),
    )


def comment_missing() -> Problem:
    """This function will say that a returned draft needs a word."""
    return _problem(
        "E008",
        "The comment is missing.",
        "Say in a few words what has to change.",
        place=Place(field="comment"),
    )


def title_missing() -> Problem:
    """This function will say that a draft needs a title."""
    return _problem("E009", "The title is missing.", place=Place(field="title"))


def key_not_usable(key: str) -> Problem:
    """This function will say what a key may be."""
    return _problem(
        "E010",
        f"'{key}' cannot be the key of an entry.",
        "Use up to 100 letters, digits, and the signs . _ and -.",
        place=Place(field="key"),
    )


def attribute_missing(code: str, name: str) -> Problem:
    """This function will say that a source attribute is not filled in."""
    return _problem(
        "E011",
        f"The source attribute '{name.replace('_', ' ')}' of {code} is empty.",
        "Write what is known, or 'not used' or 'not available'.",
        place=_place_of(EntryKind.RULE, code, f"attributes.{name}"),
    )


def case_fails(key: str, differences: Iterable[str]) -> Problem:
    """This function will say how a case comes out otherwise than expected."""
    return _problem(
        "E012",
        f"The case '{key}' comes out otherwise. {' '.join(differences)}",
        "Correct the rule, or what the case expects.",
        place=_place_of(EntryKind.CASE, key),
    )


def disproved(kind: EntryKind, key: str, *, said: str, example: str) -> Problem:
    """This function will say what the prover found against a release, with a patient if any."""
    hint = f"For example: {example}." if example else ""
    return _problem("E022", said, hint, place=_place_of(kind, key) if key else None)


def undecided(kind: EntryKind, key: str, *, question: str) -> Problem:
    """This function will say that the prover could not answer a question within its bounds."""
    return _problem(
        "E023",
        f"It could not be decided whether there is a patient for this: {question}",
        "Write the conditions in a simpler way: without powers, logarithms or products of facts.",
        place=_place_of(kind, key) if key else None,
    )


def prover_not_started(why: str) -> Problem:
    """This function will say that nothing can be published while nothing can be proved."""
    return _problem(
        "E024", f"{why} Nothing was proved.", "Install the requirements of the program again."
    )


def effective_too_early(effective_at: datetime.datetime, earliest: datetime.datetime) -> Problem:
    """This function will say from when a release can be in effect."""
    return _problem(
        "E013",
        f"The release would take effect on {format_date(effective_at.date())}, before the one it"
        f" follows ({format_date(earliest.date())}) or before it is published.",
        "Choose a later moment.",
        place=Place(field="effective_at"),
    )


def fact_added(name: str) -> Problem:
    """This function will say that facts come with the program."""
    return _problem(
        "E014",
        f"The fact '{name}' is new, and records have no place for it.",
        "Facts are added by a newer version of the program.",
        place=_place_of(EntryKind.FACT, name),
    )


def fact_removed(name: str) -> Problem:
    """This function will say that a fact stays."""
    return _problem(
        "E015",
        f"The fact '{name}' would be removed, but records hold it.",
        "Mark it as retired instead.",
        place=_place_of(EntryKind.FACT, name),
    )


def fact_altered(name: str, field: str, *, found: object, expected: object) -> Problem:
    """This function will say that a fact keeps its kind and unit."""
    return _problem(
        "E016",
        f"The {field} of the fact '{name}' is '{found}', but records hold it as '{expected}'.",
        "Declare a new fact, and retire this one.",
        place=_place_of(EntryKind.FACT, name, field),
    )


def reason_missing() -> Problem:
    """This function will say that a notice needs a reason."""
    return _problem(
        "E018", "The reason is missing.", "Say why, with a source.", place=Place(field="reason")
    )


def entry_unknown(kind: EntryKind, key: str) -> Problem:
    """This function will say that an entry is in no release."""
    return _problem("E019", f"There is no {kind} '{key}' in the newest release.")


def mistakes_unnoticed(code: str, *, killed: int, tried: int, first: str) -> Problem:
    """This function will say that the cases of a rule would not notice enough mistakes."""
    return _problem(
        "E020",
        f"The cases of {code} would notice {killed} of {tried} small mistakes. {first}",
        "Add the cases that its page proposes.",
        place=_place_of(EntryKind.RULE, code),
    )


def still_conflicting(kind: EntryKind, key: str, field: str) -> Problem:
    """This function will say that a field waits for a choice."""
    where = f"in '{field}'" if field else "as a whole"
    return _problem(
        "E021",
        f"'{key}' was changed otherwise by both {where}.",
        "Choose one of the two, or write other words.",
        place=_place_of(kind, key, field),
    )
