"""Who acts: the signed-in person in one clinic, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import PermissionDenied


class Role(StrEnum):
    """What a person may do in a clinic."""

    CLINICIAN = "clinician"
    AUTHOR = "author"
    APPROVER = "approver"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class NotAllowed(PermissionDenied):
    """The person has not the role that this needs. Django answers 403."""


@dataclass(frozen=True)
class Actor:
    """A person acting in a clinic. `clinic_id` 0: in no clinic, so no patient is in reach."""

    user_id: int
    username: str
    name: str
    clinic_id: int = 0
    clinic_name: str = ""
    roles: frozenset[Role] = frozenset()

    def has(self, *roles: Role) -> bool:
        """This method will tell whether the person has at least one of the roles."""
        return not self.roles.isdisjoint(roles)


#: The program itself: shipping knowledge, making the first administrator, refusing a sign-in.
SYSTEM = Actor(user_id=0, username="", name="mgdcds")


def require_role(actor: Actor, *roles: Role) -> None:
    """This function will raise NotAllowed unless the actor has one of the roles (or is SYSTEM)."""
    if actor is SYSTEM or actor.has(*roles):
        return
    needed = " or ".join(roles)
    raise NotAllowed(f"'{actor.name}' does not have the role that this needs: {needed}.")
