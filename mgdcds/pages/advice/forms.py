"""What a clinician types on the advice pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mgdcds.core.guidance.plan import Response

#: Why advice is not followed, coded so that reasons can be counted. The last asks for words.
REASONS = (
    ("benefit_outweighs_risk", _("Benefit outweighs the risk here")),
    ("tolerated_before", _("Tolerated before")),
    ("patient_declined", _("The patient does not want it")),
    ("other_treatment", _("Another treatment is better here")),
    ("specialist_decides", _("A specialist decides this")),
    ("data_wrong", _("The recorded data are wrong or old")),
    ("goals_of_care", _("Does not fit the goals of care")),
    ("other", _("Another reason (say which)")),
)


class AnswerForm(forms.Form):
    """An answer to one rule. What each response needs is asked when it is recorded."""

    response = forms.ChoiceField(choices=[(str(one), str(one)) for one in Response])
    monitor_on = forms.DateField(required=False)
    reason = forms.ChoiceField(choices=[("", ""), *REASONS], required=False)
    comment = forms.CharField(required=False, max_length=2000)


class PrintForm(forms.Form):
    """Which document, on which paper."""

    kind = forms.ChoiceField(choices=[("summary", "summary"), ("leaflet", "leaflet")])
    paper = forms.ChoiceField(choices=[("a4", "a4"), ("letter", "letter")])
    large = forms.BooleanField(required=False)
