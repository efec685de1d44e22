"""Forms about patients. The form of an assessment is in assessment.py."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _

from mgdcds.core.values.problems import Problem
from mgdcds.pages.entry.layout import layout_fields
from mgdcds.stores.patients.values import PatientValue

_LONGEST_SEARCH = 100
_SEXES = (("female", _("Female")), ("male", _("Male")), ("", _("Not recorded")))


def day_field(label: Any, **options: Any) -> forms.DateField:
    """This function will make a field for a date: the browser's own date picker."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **options)


class SearchForm(forms.Form):
    """Words of a name or an MRN, and which page of what was found."""

    text = forms.CharField(label=_("Name or MRN"), required=False)
    archived = forms.BooleanField(label=_("Archived patients"), required=False)
    page = forms.IntegerField(min_value=1, max_value=1_000_000, required=False)

    def words(self) -> str:
        """This method will answer what is searched for: readable, and no longer than a name."""
        readable = "".join(letter for letter in self.data.get("text", "") if letter.isprintable())
        return readable[:_LONGEST_SEARCH]


class PatientForm(forms.Form):
    """Who a patient is."""

    given_name = forms.CharField(label=_("Given name"), max_length=120, required=False)
    family_name = forms.CharField(
        label=_("Family name"),
        max_length=120,
        error_messages={"required": _("Enter the family name.")},
    )
    birth_date = day_field(
        _("Date of birth"),
        error_messages={
            "required": _("Enter the date of birth."),
            "invalid": _("Enter the date of birth as year-month-day, such as 1970-03-21."),
        },
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        help_text=_("As used for reference ranges and kidney function."),
        choices=_SEXES,
        widget=forms.RadioSelect,
        required=False,
    )
    mrn = forms.CharField(
        label=_("MRN"),
        help_text=_("The number of the medical record, if there is one."),
        max_length=60,
        required=False,
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    @property
    def helper(self) -> FormHelper:
        """How crispy lays the form out."""
        return layout_fields("given_name", "family_name", "birth_date", "sex", "mrn", "revision")

    def add_problems(self, problems: tuple[Problem, ...]) -> None:
        """This method will show the store's problems at their fields."""
        for problem in problems:
            field = problem.place.field if problem.place.field in self.fields else None
            self.add_error(field, " ".join(filter(None, (problem.message, problem.hint))))

    def as_of(self, revision: int) -> PatientForm:
        """This method will answer the same words as typed, to be saved over a newer revision."""
        return PatientForm({**dict(self.data.items()), "revision": str(revision)})

    def words(self) -> dict[str, Any]:
        """This method will answer what the store takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "revision"}


class ReasonForm(forms.Form):
    """Why something is done that others will ask about."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say in a few words why.")},
    )


class ArchiveForm(forms.Form):
    """Why a patient leaves the lists."""

    REASONS = (
        ("moved", _("Moved to another clinic")),
        ("died", _("Died")),
        ("twice", _("Registered twice")),
        ("other", _("Another reason")),
    )
    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)


def patient_initial(patient: PatientValue) -> dict[str, Any]:
    """This function will answer what the form of an existing patient starts with."""
    names = ("given_name", "family_name", "birth_date", "sex", "mrn", "revision")
    return {name: getattr(patient, name) for name in names}
