"""The words for what the core answers. A page never writes them itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Category, Certainty, Strength, Urgency, Verb

Word = str | Promise

URGENCY: Mapping[str, Word] = {
    Urgency.EMERGENCY: _("Act now"),
    Urgency.SOON: _("Soon"),
    Urgency.ROUTINE: _("Routine"),
    Urgency.INFORMATION: _("For information"),
}
STATUS: Mapping[str, Word] = {
    Status.FIRES: _("Applies"),
    Status.WITHHELD: _("Withheld for safety"),
    Status.UNKNOWN: _("Cannot tell yet"),
    Status.NOT_MET: _("Considered, not needed"),
}
CERTAINTY: Mapping[str, tuple[int, Word]] = {
    Certainty.HIGH: (4, _("High certainty")),
    Certainty.MODERATE: (3, _("Moderate certainty")),
    Certainty.LOW: (2, _("Low certainty")),
    Certainty.VERY_LOW: (1, _("Very low certainty")),
}
STRENGTH: Mapping[str, Word] = {
    Strength.STRONG: _("We recommend"),
    Strength.CONDITIONAL: _("We suggest"),
    Strength.INFORMATION: _("For information"),
}
VERB: Mapping[str, Word] = {
    Verb.START: _("Start"),
    Verb.INCREASE: _("Increase"),
    Verb.CONTINUE: _("Continue"),
    Verb.REDUCE: _("Reduce"),
    Verb.LIMIT: _("Limit"),
    Verb.STOP: _("Stop"),
    Verb.AVOID: _("Avoid"),
    Verb.SEPARATE: _("Separate"),
    Verb.MEASURE: _("Measure"),
    Verb.REVIEW: _("Review"),
    Verb.REFER: _("Refer"),
    Verb.INFORM: _("Inform"),
}
CATEGORY: Mapping[str, Word] = {
    Category.SAFETY: _("Safety"),
    Category.KIDNEY: _("Kidney"),
    Category.STATUS: _("Status"),
    Category.TREATMENT: _("Treatment"),
    Category.MEDICINE: _("Medicines"),
    Category.POPULATION: _("Population"),
    Category.INFORMATION: _("Information"),
}
#: Beside a sentence that says how things are, "eGFR 39 is not below 30", the word "false"
#: would say the opposite. The condition is met or not.
TRUTH: Mapping[str, Word] = {
    "true": _("met"),
    "false": _("not met"),
    "unknown": _("not known"),
}
NOT_RECORDED = _("not recorded")


def word_of(words: Mapping[str, Word], value: str) -> Word:
    """This function will answer the word for a value, or the value itself where none is known."""
    return words.get(value, str(value).replace("_", " "))
