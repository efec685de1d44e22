"""Made-up values for the gallery: every component in every state."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mgdcds.core.engines.answer import Reason
from mgdcds.core.guidance.report import ActionState, ReportedAction
from mgdcds.core.guidance.rule import Certainty, Strength, Urgency, Verb
from mgdcds.core.values.problems import Place, Problem
from mgdcds.core.values.truth import FALSE, TRUE, UNKNOWN, Truth
from mgdcds.pages.components.values import Link, Mistake, PatientBanner

LONG_NAME = "Maximiliana-Konstantinopolitania von und zu Wolkenstein-Trostburg-Ueberlingen"
SCRIPT_NAME = "<script>alert('x')</script> & \"Sons\""
LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3


def _reason(  # a shorter hand for the trees below
    sentence: str, truth: Truth | None, *children: Reason, value: str = "", text: str = ""
) -> Reason:
    return Reason(text=text, sentence=sentence, truth=truth, value=value, children=children)


WHY = _reason(
    "Vitamin D is low and magnesium has not been cleared",
    TRUE,
    _reason("25(OH)D 18 ng/mL (45 nmol/L) is below 20 ng/mL", TRUE),
    _reason(
        "Magnesium may be given by mouth",
        UNKNOWN,
        _reason("eGFR is at least 30 mL/min/1.73 m²", UNKNOWN, value="not recorded"),
        _reason("Magnesium 0.82 mmol/L (2.0 mg/dL) is above 1.05 mmol/L", FALSE),
        text="best_egfr >= 30 and not (serum_magnesium > magnesium_uln)",
    ),
    _reason("Dose", None, value="800 IU/d (20 µg/d)"),
)


@dataclass(frozen=True)
class PageOfRows:
    """A page of a list, as the stores answer it."""

    number: int
    pages: int
    total: int


class SampleForm(forms.Form):
    """One control of each kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As in the passport."))
    note = forms.CharField(label=_("Why today"), widget=forms.Textarea, required=False)
    born = forms.DateField(
        label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[("ng", "ng/mL"), ("nmol", "nmol/L")], required=False
    )
    sex = forms.ChoiceField(
        label=_("Sex"),
        choices=[("f", _("female")), ("m", _("male"))],
        widget=forms.RadioSelect,
        help_text=_("As the laboratory has it."),
    )
    products = forms.MultipleChoiceField(
        label=_("Products"),
        choices=[("d3", "Vitamin D3"), ("mg", LONG_NAME), ("x", SCRIPT_NAME)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reviewed = forms.BooleanField(
        label=_("Gone through: nothing else"), help_text=_("Unticked answers become a no.")
    )


@dataclass(frozen=True)
class GalleryPage:
    """What the gallery shows."""

    title: str
    crumbs: tuple[Link, ...]
    samples: dict[str, Any]


def _actions() -> tuple[ReportedAction, ...]:
    proposed, withheld = ActionState.PROPOSED, ActionState.WITHHELD
    return (
        ReportedAction(Verb.STOP, "magnesium supplement", "at once", "", "", proposed),
        ReportedAction(Verb.START, "vitamin D", "1000 IU/d", "2000 IU/d", "", proposed),
        ReportedAction(Verb.MEASURE, "25(OH)D", "", "", "12", proposed),
        ReportedAction(
            Verb.START, "magnesium", "200 mg/d", "350 mg/d", "", withheld, ("K03",), ("eGFR",)
        ),
        ReportedAction(Verb.INFORM, SCRIPT_NAME, LONG_WORD, "", "", proposed),
    )


def _marks() -> dict[str, Any]:
    return {
        "urgencies": list(Urgency),
        "statuses": ["fires", "withheld", "unknown", "not_met"],
        "certainties": [*reversed(Certainty)],
        "strengths": list(Strength),
        "long_name": LONG_NAME,
        "script_name": SCRIPT_NAME,
        "long_word": LONG_WORD,
    }


def _facts() -> dict[str, Any]:
    return {
        "values": ["18 ng/mL (45 nmol/L)", "< 4 ng/mL (10 nmol/L)", "64 mL/min/1.73 m²", "yes", ""],
        "low": Decimal(30),
        "high": Decimal(100),
        "bands": [Decimal(18), Decimal(30), Decimal(64), Decimal(180), None],
        "on": datetime.date(2026, 11, 12),
        "why": WHY,
        "actions": _actions(),
    }


def _moving() -> dict[str, Any]:
    return {
        "tabs": (
            Link("Advice", "#tabs", is_current=True, count=4),
            Link("Evidence", "#tabs", count=0),
            Link("Trend", "#tabs"),
        ),
        "first_page": PageOfRows(1, 12, 588),
        "some_page": PageOfRows(6, 12, 588),
        "only_page": PageOfRows(1, 1, 7),
        "patient": PatientBanner(
            "Ada Lovelace", "36 years", "female", "MRN-0042", flags=("eGFR 25",)
        ),
        "long_patient": PatientBanner(
            LONG_NAME, "91 years", "male", flags=("Calcium 2.9", "In dialysis"), url="#table"
        ),
        "script_patient": PatientBanner(SCRIPT_NAME, "", ""),
    }


def _typed() -> dict[str, Any]:
    crossed = Problem(
        Place(line=2, column=7),
        "CQL.E014",
        "'magnesium' is compared with a length in mm, but it is an amount in mmol/L.",
        "Did you mean 'mmol/L'?",
    )
    wrong = {"wrong-born": "yesterday", "wrong-unit": "stone"}
    return {
        "form": SampleForm(prefix="good"),
        "wrong_form": SampleForm(wrong, prefix="wrong"),
        "mistakes": [
            Mistake("Enter a creatinine between 10 and 3000 µmol/L.", "id_good-name"),
            crossed,
            "The record was changed by somebody else.",
        ],
        "crossed": [crossed],
        "code": "serum_magnesium > magnesium_uln\n  and magnesium < 3 'mm'\n  and age_years >= 18",
        "old": "when serum_magnesium < 0.70 'mmol/L'\nurgency soon\nsame line",
        "new": "when serum_magnesium < 0.75 'mmol/L'\nurgency soon\nsame line\nand one more",
    }


def present_gallery() -> GalleryPage:
    """This function will answer the gallery with a sample of everything."""
    return GalleryPage(
        title="Components",
        crumbs=(Link("About", "/about/"), Link("Components")),
        samples=_marks() | _facts() | _moving() | _typed(),
    )
