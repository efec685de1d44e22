"""The words of the office: roles, units, limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mgdcds.stores.accounts.actor import Role

ROLES: Mapping[str, str | Promise] = {
    Role.CLINICIAN: _("Clinician"),
    Role.AUTHOR: _("Rule author"),
    Role.APPROVER: _("Rule approver"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
ROLE_CHOICES = [
    (Role.CLINICIAN.value, _("Clinician: sees and assesses the patients of this clinic")),
    (Role.AUTHOR.value, _("Rule author: writes and changes rules in drafts")),
    (Role.APPROVER.value, _("Rule approver: reviews drafts of others and publishes them")),
    (Role.AUDITOR.value, _("Auditor: reads the trail")),
    (Role.ADMINISTRATOR.value, _("Administrator: manages people and this clinic")),
]
UNIT_SYSTEMS = [
    ("conventional", _("Conventional: 25(OH)D in ng/mL, magnesium in mg/dL")),
    ("si", _("SI: 25(OH)D in nmol/L, magnesium in mmol/L")),
]
PROFILES = [
    ("us", _("United States: magnesium from supplements up to 350 mg/d")),
    ("eu", _("Europe: magnesium from supplements up to 250 mg/d")),
]
SCOPES = [("", _("this clinic")), ("system", _("the program itself"))]


def roles_text(roles: Iterable[str]) -> str:
    """This function will list roles in words, in the order of the house."""
    held = set(roles)
    return ", ".join(str(word) for role, word in ROLES.items() if role in held)


def choice_word(choices: Iterable[tuple[str, str | Promise]], value: str) -> str:
    """This function will answer the word of a choice."""
    return str(dict(choices).get(value, value))
