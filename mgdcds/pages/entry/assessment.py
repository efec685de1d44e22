"""The form of an assessment: a few fields of its own, and every fact as raw text."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.form import LIMIT, is_sure
from mgdcds.core.values.dates import format_date, whole_years
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Mistake
from mgdcds.pages.entry.bands import Limits
from mgdcds.pages.entry.checklists import Checklist, present_checklist
from mgdcds.pages.entry.forms import day_field
from mgdcds.pages.entry.layout import layout_assessment
from mgdcds.pages.entry.raw import Raw, keep_known
from mgdcds.pages.entry.reading import EntryReading, Known, read_entry, settle_units
from mgdcds.pages.entry.rows import OF_RECORD, Filled, Fold, Row, present_row

#: Pregnancy is taken as no after this age, as the definitions do.
_OLDEST_ASKED = 55
_BAD_DATE = {"invalid": _l("Enter a date as year-month-day, such as 2026-11-12.")}
FindDoubts = Callable[[EntryReading, datetime.date], tuple[Problem, ...]]


@dataclass(frozen=True)
class Frame:
    """What an assessment form stands on, beside what is typed.

    `today` is the clinic's day, `born_on` the patient's birth date; `is_correction` asks
    for a reason. `find_doubts` asks about values that do not fit together, on a day.
    """

    dictionary: Dictionary
    known: Known
    today: datetime.date
    born_on: datetime.date
    unit_system: str = "conventional"
    is_correction: bool = False
    limits: Mapping[str, Limits] = field(default_factory=lambda: MappingProxyType({}))
    find_doubts: FindDoubts = lambda reading, on: ()


class AssessmentForm(forms.Form):
    """An assessment as it is typed.

    Bound with `data`, it reads and checks everything at once. With `raw` alone it shows
    what is typed so far (a draft, an earlier version) and does not complain yet.
    """

    on = day_field(
        _l("Date of the assessment"),
        error_messages={"required": _l("Enter the date of the assessment."), **_BAD_DATE},
    )
    drawn_on = day_field(
        _l("Date of the laboratory results"),
        required=False,
        help_text=_l("For results without a date of their own. Empty: the assessment's date."),
        error_messages=_BAD_DATE,
    )
    note = forms.CharField(
        label=_l("What brings the patient here"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reason = forms.CharField(
        label=_l("Why is it corrected"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _l("Say in a few words why this is corrected.")},
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    base = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(
        self, data: Raw | None = None, *, frame: Frame, raw: Raw = MappingProxyType({})
    ) -> None:
        self.frame = frame
        self.raw = settle_units(
            frame.dictionary, keep_known(data or raw, dictionary=frame.dictionary)
        )
        initial = {name: self.raw.get(name) for name in self.base_fields}
        super().__init__(None if data is None else self.raw, initial=initial)
        if not frame.is_correction:
            del self.fields["reason"]

    @property
    def helper(self) -> FormHelper:
        """How crispy lays the form out."""
        return layout_assessment(self.frame.dictionary)

    @cached_property
    def reading(self) -> EntryReading:
        """What is typed, as values. A bad date of the assessment does not hide other problems."""
        cleaned = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else {}
        on = cleaned.get("on") or self.frame.today
        reading = read_entry(
            self.frame.dictionary,
            self.raw,
            known=self.frame.known,
            on=on,
            drawn_on=cleaned.get("drawn_on"),
        )
        return self._with_doubts(reading, on) if self.is_bound else reading

    def _with_doubts(self, reading: EntryReading, on: datetime.date) -> EntryReading:
        doubts = self.frame.find_doubts(reading, on)
        asked = (doubt for doubt in doubts if not is_sure(self.raw, doubt.place.field))
        return replace(reading, questions=(*reading.questions, *asked))

    def clean_on(self) -> datetime.date:
        """Not in the future, and not before the birth."""
        on: datetime.date = self.cleaned_data["on"]
        if on > self.frame.today:
            raise ValidationError(_("%s is in the future.") % format_date(on))
        if on < self.frame.born_on:
            born = format_date(self.frame.born_on)
            raise ValidationError(
                _("%(on)s is before the birth, %(born)s.") % {"on": format_date(on), "born": born}
            )
        return on

    def clean(self) -> dict[str, Any]:
        """The results are not younger than the assessment."""
        on, drawn_on = self.cleaned_data.get("on"), self.cleaned_data.get("drawn_on")
        if on and drawn_on and drawn_on > on:
            self.add_error("drawn_on", _("This is after the date of the assessment."))
        return self.cleaned_data

    def is_valid(self) -> bool:
        """Whether nothing is wrong and nothing is left to ask."""
        is_sound: bool = super().is_valid()
        return is_sound and not self.reading.problems and not self.reading.questions

    def row(self, name: str) -> Row:
        """This method will answer one fact as a row."""
        return present_row(name, of=self.filled)

    def fold(self, names: tuple[str, ...]) -> Fold:
        """This method will answer what is in rows that are folded away."""
        rows = [self.row(name) for name in names]
        needs_look = any(row.problems or row.questions for row in rows)
        words = " · ".join(row.shown for row in rows if row.shown)
        if names == OF_RECORD:
            is_known = {"birth_date", "sex"} <= set(self.reading.values)
            return Fold(words, _("From the patient's record"), needs_look or not is_known)
        is_asked = bool(words) or self._asks_about_pregnancy()
        labels = ", ".join(row.label for row in rows)
        return Fold(labels, "" if is_asked else _("Taken as no"), needs_look or is_asked)

    def _asks_about_pregnancy(self) -> bool:
        sex, born = self.reading.values.get("sex"), self.frame.born_on
        is_young = whole_years(born, on=self.frame.today) <= _OLDEST_ASKED
        return is_young and (sex is None or sex.value != "male")

    def checklist(self, name: str) -> Checklist:
        """This method will answer one list as chips."""
        return present_checklist(name, of=self.filled)

    @cached_property
    def filled(self) -> Filled:
        """What the rows are made of."""
        return Filled(
            dictionary=self.frame.dictionary,
            raw=self.raw,
            unit_system=self.frame.unit_system,
            previous=self.frame.known.previous,
            read=self.reading.values,
            limits=self.frame.limits,
            problems=self._by_fact(self.reading.problems) if self.is_bound else {},
            questions=self._by_fact(self.reading.questions) if self.is_bound else {},
        )

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """Everything to look at again: the form's own fields, then facts in the page's order."""
        if not self.is_bound:
            return ()
        own = [
            Mistake(str(error), f"id_{name}" if name in self.fields else "")
            for name, errors in self.errors.items()
            for error in errors
        ]
        return (*own, *self._mistakes_of_facts())

    @property
    def mistakes_title(self) -> str:
        """How many things there are to look at again."""
        wrong = len(self.mistakes) - len(self.reading.questions)
        if not wrong:
            return ngettext(
                "Before this is saved: is this value right?",
                "Before this is saved: are these %(count)d values right?",
                len(self.mistakes),
            ) % {"count": len(self.mistakes)}
        return ngettext(
            "Nothing is saved yet: one answer needs another look",
            "Nothing is saved yet: %(count)d answers need another look",
            len(self.mistakes),
        ) % {"count": len(self.mistakes)}

    def _mistakes_of_facts(self) -> list[Mistake]:
        order = {name: at for at, name in enumerate(self.frame.dictionary.facts)}
        found = sorted(
            (*self.reading.problems, *self.reading.questions),
            key=lambda item: order.get(self._fact_of(item), len(order)),
        )
        return [Mistake(self._named(item), f"id_{item.place.field}", item.hint) for item in found]

    def _named(self, problem: Problem) -> str:
        """The problem's sentence; in a list it needs the name of its fact."""
        label = self.frame.dictionary.fact(self._fact_of(problem)).label
        return problem.message if label in problem.message else f"{label}: {problem.message}"

    def _by_fact(self, problems: tuple[Problem, ...]) -> dict[str, tuple[Problem, ...]]:
        found: dict[str, tuple[Problem, ...]] = {}
        for problem in problems:
            name = self._fact_of(problem)
            found[name] = (*found.get(name, ()), problem)
        return found

    def _fact_of(self, problem: Problem) -> str:
        """The fact in whose row a problem is shown."""
        first, _sign, rest = problem.place.field.partition("__")
        if problem.place.field.startswith(LIMIT):
            return self.frame.dictionary.parameter(rest).like
        return first
