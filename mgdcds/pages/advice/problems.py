"""What the advice pages complain about: every sentence they can say by themselves."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mgdcds.core.values.problems import Place, Problem

#: Typed text is quoted up to here.
_QUOTED = 40


def response_unknown(found: str) -> Problem:
    """This function will say that an answer is none of those that can be given."""
    return _problem(
        "response",
        _("'%(found)s' was found, but one of the answers on the page is expected."),
        found,
        hint=_("Choose an answer."),
    )


def date_unreadable(found: str) -> Problem:
    """This function will say that a date cannot be read."""
    return _problem(
        "monitor_on",
        _("'%(found)s' was found, but a date is expected."),
        found,
        hint=_("Write it as in 2026-11-30."),
    )


def date_too_far(found: str, *, years: int) -> Problem:
    """This function will say that a date lies too far ahead to be meant."""
    return _problem(
        "monitor_on",
        _("%(found)s is very far ahead."),
        found,
        hint=_("Choose a day within %(years)d years.") % {"years": years},
    )


def reason_unknown(found: str) -> Problem:
    """This function will say that a reason is none of those in the list."""
    return _problem(
        "reason",
        _("'%(found)s' was found, but a reason from the list is expected."),
        found,
        hint=_("Choose the nearest, and add a comment."),
    )


def comment_too_long(length: int, *, most: int) -> Problem:
    """This function will say that a comment is too long."""
    return _problem(
        "comment",
        _("The comment has %(found)s characters."),
        f"{length:,}",
        hint=_("Keep it within %(most)s.") % {"most": f"{most:,}"},
    )


def text_unstorable() -> Problem:
    """This function will say that a text holds a character that is none."""
    return _problem("comment", _("The comment holds a character that cannot be kept."), "")


def choice_unknown(field: str, found: str) -> Problem:
    """This function will say that a document cannot be made as it was asked for."""
    return _problem(
        field,
        _("'%(found)s' was found, but one of the choices on the page is expected."),
        found,
    )


def code_unknown(found: str) -> Problem:
    """This function will say that no document of the clinic has a check code."""
    return _problem(
        "code",
        _("No document of this clinic has the check code '%(found)s'."),
        found,
        hint=_("It stands at the foot of the paper: ten letters and digits."),
    )


def code_missing() -> Problem:
    """This function will say that no check code was typed."""
    return _problem("code", _("The check code is missing."), "")


def _problem(field: str, message: str, found: str, *, hint: str = "") -> Problem:
    shown = found if len(found) <= _QUOTED else f"{found[:_QUOTED]}…"
    return Problem(place=Place(field=field), message=message % {"found": shown}, hint=hint)
