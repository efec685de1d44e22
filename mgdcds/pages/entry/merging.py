"""Two people on one assessment: what each typed, against the version both began with."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.form import LIMIT, ON, REVIEWED, SURE, UNIT
from mgdcds.pages.entry.raw import AGAIN, OWN_FIELDS, Raw, typed_of


@dataclass(frozen=True)
class Difference:
    """One field: its label, what they saved, what was typed here."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Merged:
    """What both typed, as one form.

    `taken` are labels of fields that only they changed: theirs is in the form. In
    `disputed` both changed the same field: yours is in the form.
    """

    raw: dict[str, str]
    taken: tuple[str, ...]
    disputed: tuple[Difference, ...]


def merge(dictionary: Dictionary, *, base: Raw, theirs: Raw, yours: Raw) -> Merged:
    """This function will merge two changed forms field by field."""
    raw = dict(yours)
    taken: list[str] = []
    disputed: list[Difference] = []
    for label, keys in _fields(dictionary, yours, theirs):
        before, their, your = (_part(form, keys) for form in (base, theirs, yours))
        if their in (before, your):
            continue
        if your == before:
            raw = {key: text for key, text in raw.items() if key not in keys} | their
            taken.append(label)
        else:
            disputed.append(Difference(label, _shown(theirs, keys), _shown(yours, keys)))
    return Merged(raw, tuple(taken), tuple(disputed))


def _fields(dictionary: Dictionary, *forms: Raw) -> list[tuple[str, tuple[str, ...]]]:
    """Label and keys of every field that any of the forms holds, in the form's order."""
    present = {key for form in forms for key in form}
    own = [(name, (name,)) for name in ("on", "note") if name in OWN_FIELDS]
    facts = [
        (fact.label, (name, name + UNIT, name + ON)) for name, fact in dictionary.facts.items()
    ]
    lists = [
        (key.removeprefix(REVIEWED), (key,)) for key in sorted(present) if key.startswith(REVIEWED)
    ]
    limits = [
        (parameter.label, (LIMIT + name,)) for name, parameter in dictionary.parameters.items()
    ]
    return [(label, keys) for label, keys in (*own, *facts, *lists, *limits) if present & {*keys}]


def _part(form: Raw, keys: tuple[str, ...]) -> dict[str, str]:
    if not form.get(keys[0]):
        return {}
    return {key: form[key] for key in keys if form.get(key)}


def _shown(form: Raw, keys: tuple[str, ...]) -> str:
    return typed_of(form, keys[0]).text


def without_marks(raw: Raw) -> dict[str, str]:
    """This function will drop what only this page knows: confirmations and "use again"."""
    return {key: text for key, text in raw.items() if not key.endswith((SURE, AGAIN))}
