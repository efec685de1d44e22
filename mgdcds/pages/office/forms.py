"""The forms of the office: what is typed, before an operation judges it."""

from __future__ import annotations

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _


class SignInForm(AuthenticationForm):
    """Username and password."""

    error_messages = {
        "invalid_login": _(
            "This username and password do not belong together. Both are case-sensitive."
        ),
        "inactive": _("This sign-in is switched off. Ask an administrator of your clinic."),
    }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["username"].label = _("Username")
        self.fields["password"].label = _("Password")
