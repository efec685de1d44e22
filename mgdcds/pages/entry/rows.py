"""One fact as a row of the form: plain values for one template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from django.utils.translation import gettext as _

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact, Kind, Unit
from mgdcds.core.dictionary.show import format_value, label_of_unit, printed_units
from mgdcds.core.facts.form import LIMIT
from mgdcds.core.facts.limits import LOWER, UPPER
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem
from mgdcds.pages.entry.bands import Band, Limits, present_band
from mgdcds.pages.entry.raw import Raw, Typed, raw_of_value, typed_of

#: Facts that the patient's record says: folded away in the form, and not offered "again".
OF_RECORD = ("birth_date", "age_years", "sex")
#: Facts that are taken as no for some: folded away for them.
OF_PREGNANCY = ("pregnant", "lactating")
#: Answers with more letters than this become a list to choose from instead of buttons.
_MOST_LETTERS = 36


@dataclass(frozen=True)
class Option:
    """One answer or unit: its posted value, its words, and whether it is chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Previous:
    """The previous value. `arrow` is up, down, steady or '' and `compared` says it in words.

    `typed` is what using it again puts into the row.
    """

    text: str
    on: str
    arrow: str
    compared: str
    typed: Typed
    is_taken: bool


@dataclass(frozen=True)
class LimitInput:
    """A reference limit that a result brings along: its field, its words, what was typed."""

    name: str
    label: str
    value: str


@dataclass(frozen=True)
class Row:
    """One fact of the form. `control` is text, date, buttons or select.

    `shown` is the value as read, in both units. `question` asks about a value that can be
    right; `sure` is then the text that a confirmation posts.
    """

    name: str
    label: str
    help: str
    control: str
    value: str
    decimals: bool
    unit_label: str
    units: tuple[Option, ...]
    has_date: bool
    on: str
    options: tuple[Option, ...]
    previous: Previous | None
    band: Band | None
    limits: tuple[LimitInput, ...]
    shown: str
    problems: tuple[Problem, ...]
    questions: tuple[Problem, ...]
    sure: str
    sure_words: str
    is_sure: bool
    described_by: str

    @property
    def has_limits(self) -> bool:
        """Whether a limit of the result's own is typed."""
        return any(limit.value for limit in self.limits)


@dataclass(frozen=True)
class Fold:
    """Rows that are folded away: what they say in words, and why. Open when they need a look."""

    words: str
    why: str
    is_open: bool


@dataclass(frozen=True)
class Filled:
    """A form as far as it is filled in: what its rows are made of.

    `read` are the values that could be read from `raw`, `previous` the patient's last ones
    before this assessment; problems and questions are by fact name.
    """

    dictionary: Dictionary
    raw: Raw
    unit_system: str = "conventional"
    previous: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    read: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    limits: Mapping[str, Limits] = field(default_factory=lambda: MappingProxyType({}))
    problems: Mapping[str, tuple[Problem, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    questions: Mapping[str, tuple[Problem, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )


def present_row(name: str, *, of: Filled) -> Row:
    """This function will make the row of one fact."""
    fact, typed = of.dictionary.fact(name), typed_of(of.raw, name)
    read, previous = of.read.get(name), of.previous.get(name)
    questions = of.questions.get(name, ())
    row = Row(
        name=name,
        label=fact.label,
        help=fact.help,
        control=_control(fact),
        value=typed.value,
        decimals=fact.kind in (Kind.QUANTITY, Kind.NUMBER),
        unit_label=_only_unit(fact),
        units=_units(fact, chosen=typed.unit, unit_system=of.unit_system),
        has_date=fact.fresh_days is not None,
        on=typed.on,
        options=_options(fact, chosen=typed.value),
        previous=_previous(fact, previous, typed, read=read, unit_system=of.unit_system),
        band=_band(fact, read, previous, of=of),
        limits=_limits(name, of=of),
        shown=_shown(fact, read, unit_system=of.unit_system),
        problems=of.problems.get(name, ()),
        questions=questions,
        sure=typed.text if questions or typed.is_sure else "",
        sure_words=_typed_words(fact, typed),
        is_sure=typed.is_sure,
        described_by="",
    )
    return _described(row)


def _control(fact: Fact) -> str:
    if fact.kind is Kind.DATE:
        return "date"
    if fact.kind in (Kind.BOOLEAN, Kind.CHOICE):
        letters = sum(len(choice.label) for choice in fact.choices)
        return "buttons" if letters <= _MOST_LETTERS else "select"
    return "text"


def _only_unit(fact: Fact) -> str:
    if fact.kind is Kind.NUMBER:
        return fact.unit
    return label_of_unit(fact, fact.unit) if len(fact.units) == 1 else ""


def _units(fact: Fact, *, chosen: str, unit_system: str) -> tuple[Option, ...]:
    if fact.kind is not Kind.QUANTITY or len(fact.units) < 2:
        return ()
    ordered = units_in_order(fact, unit_system=unit_system)
    known = chosen if any(unit.code == chosen for unit in ordered) else ordered[0].code
    return tuple(Option(unit.code, unit.label, unit.code == known) for unit in ordered)


def units_in_order(fact: Fact, *, unit_system: str) -> tuple[Unit, ...]:
    """This function will answer a fact's units, those of the clinic's unit system first."""
    printed = printed_units(fact, unit_system=unit_system)
    return (*printed, *(unit for unit in fact.units if unit not in printed))


def _options(fact: Fact, *, chosen: str) -> tuple[Option, ...]:
    if fact.kind is Kind.BOOLEAN:
        words = [("yes", _("Yes")), ("no", _("No"))]
    elif fact.kind is Kind.CHOICE:
        words = [(choice.value, choice.label) for choice in fact.choices]
    else:
        return ()
    words.append(("", _("Not recorded")))
    return tuple(Option(value, label, value == chosen) for value, label in words)


def _previous(
    fact: Fact,
    previous: FactValue | None,
    typed: Typed,
    *,
    read: FactValue | None,
    unit_system: str,
) -> Previous | None:
    if previous is None:
        return None
    arrow, compared = _compare(read, previous)
    return Previous(
        text=_shown(fact, previous, unit_system=unit_system),
        on=format_date(previous.on) if previous.on else "",
        arrow=arrow,
        compared=compared,
        typed=raw_of_value(fact, previous),
        is_taken=typed.again,
    )


def _compare(read: FactValue | None, previous: FactValue) -> tuple[str, str]:
    if read is None or not isinstance(read.value, Decimal):
        return "", ""
    if not isinstance(previous.value, Decimal):
        return "", ""
    if read.value > previous.value:
        return "up", _("higher than before")
    if read.value < previous.value:
        return "down", _("lower than before")
    return "steady", _("same as before")


def _band(
    fact: Fact, read: FactValue | None, previous: FactValue | None, *, of: Filled
) -> Band | None:
    if fact.kind is not Kind.QUANTITY:
        return None
    return present_band(
        fact,
        limits=of.limits.get(fact.name),
        unit_system=of.unit_system,
        here=_decimal(read),
        was=_decimal(previous),
    )


def _limits(name: str, *, of: Filled) -> tuple[LimitInput, ...]:
    return tuple(
        LimitInput(LIMIT + key, parameter.label, of.raw.get(LIMIT + key, ""))
        for key, parameter in of.dictionary.parameters.items()
        if parameter.like == name and key.endswith((LOWER, UPPER))
    )


def _decimal(value: FactValue | None) -> Decimal | None:
    return value.value if value is not None and isinstance(value.value, Decimal) else None


def _shown(fact: Fact, value: FactValue | None, *, unit_system: str) -> str:
    if value is None:
        return ""
    return format_value(
        fact,
        value.value,
        unit_system=unit_system,
        comparator=value.comparator,
        entered=value.entered,
        unit=value.unit,
    )


def _typed_words(fact: Fact, typed: Typed) -> str:
    return f"{typed.value} {label_of_unit(fact, typed.unit) or fact.unit}".strip()


def _described(row: Row) -> Row:
    has = {"help": row.help, "problem": row.problems, "question": row.questions}
    ids = " ".join(f"{row.name}-{part}" for part, present in has.items() if present)
    return _with(row, described_by=ids)


def _with(row: Row, *, described_by: str) -> Row:
    return Row(**{**row.__dict__, "described_by": described_by})
