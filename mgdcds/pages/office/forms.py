"""The forms of the office: what is typed, before an operation judges it."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from mgdcds.pages.office import words
from mgdcds.stores.accounts.actor import Role

LONGEST_USERNAME = 80
#: The settings' validators, in one sentence.
_PASSWORD_RULES = _(
    "At least 12 characters; not only digits, not a common password, and unlike the name."
)
_SECRET = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class SignInForm(AuthenticationForm):
    """Username and password."""

    error_messages = {
        "invalid_login": _(
            "This username and password do not belong together. Both are case-sensitive."
        ),
        "inactive": _("This sign-in is switched off. Ask an administrator of your clinic."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Username")
        self.fields["password"].label = _("Password")

    def clean_username(self) -> str:
        """Nobody has so long a name, and the list of failed sign-ins could not hold it."""
        username: str = self.cleaned_data["username"]
        if len(username) > LONGEST_USERNAME:
            raise forms.ValidationError(self.error_messages["invalid_login"])
        return username


class NewPasswordForm(forms.Form):
    """A password, twice."""

    new = forms.CharField(
        label=_("New password"), widget=_SECRET, strip=False, help_text=_PASSWORD_RULES
    )
    again = forms.CharField(label=_("The new password again"), widget=_SECRET, strip=False)

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if self.cleaned_data.get("new", again) != again:
            raise forms.ValidationError(_("The two new passwords differ. Type the same twice."))
        return again


class OwnPasswordForm(NewPasswordForm):
    """The present password, and a new one twice."""

    current = forms.CharField(
        label=_("Present password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        strip=False,
    )
    field_order = ["current", "new", "again"]


class RolesField(forms.MultipleChoiceField):
    """Which roles a person has in a clinic."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=words.ROLE_CHOICES, label=_("Roles"), required=False, **kwargs)

    def clean(self, value: Any) -> frozenset[Role]:
        return frozenset(Role(word) for word in super().clean(value))


class PersonForm(forms.Form):
    """Name and roles of a person. Nobody takes the administrator's role from themselves."""

    full_name = forms.CharField(
        label=_("Name"), max_length=160, help_text=_("As colleagues and printed pages show it.")
    )
    roles = RolesField()

    def __init__(self, *args: Any, is_oneself: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_oneself = is_oneself

    def clean_roles(self) -> frozenset[Role]:
        roles: frozenset[Role] = self.cleaned_data["roles"]
        if self.is_oneself and Role.ADMINISTRATOR not in roles:
            raise forms.ValidationError(
                _(
                    "You cannot take the administrator's role from yourself."
                    " Ask another administrator."
                )
            )
        return roles


class NewPersonForm(PersonForm):
    """A new person, with the password that they get first."""

    username = forms.CharField(
        label=_("Username"),
        max_length=80,
        help_text=_("For signing in. Letters, digits and @ . + - _; it cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("First password"),
        widget=_SECRET,
        strip=False,
        help_text=_PASSWORD_RULES,
    )
    field_order = ["full_name", "username", "password", "roles"]


class JoiningForm(forms.Form):
    """Somebody who signs in elsewhere and now works here too."""

    username = forms.CharField(
        label=_("Username"), max_length=80, help_text=_("The whole username, as they sign in.")
    )
    roles = RolesField()

    def clean_roles(self) -> frozenset[Role]:
        roles: frozenset[Role] = self.cleaned_data["roles"]
        if not roles:
            raise forms.ValidationError(_("Choose at least one role."))
        return roles


class ClinicForm(forms.Form):
    """A clinic, and what its patients' values are judged by."""

    name = forms.CharField(label=_("Name"), max_length=160)
    address = forms.CharField(
        label=_("Address"),
        required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Printed at the head of every page for patients."),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=lambda: [(name, name) for name in sorted(available_timezones())],
    )
    unit_system = forms.ChoiceField(
        label=_("Units shown first"),
        choices=words.UNIT_SYSTEMS,
        widget=forms.RadioSelect,
        help_text=_("Both units are always shown; this one is larger."),
    )
    profile = forms.ChoiceField(
        label=_("Upper limits of supplements"),
        choices=words.PROFILES,
        widget=forms.RadioSelect,
        help_text=_("Where guidelines differ, advice keeps to these."),
    )


class SwitchForm(forms.Form):
    """The clinic to work in."""

    clinic = forms.IntegerField()


class TrailForm(forms.Form):
    """Which events of the trail to show."""

    scope = forms.ChoiceField(label=_("Events of"), required=False)
    person = forms.CharField(label=_("Who (part of a name)"), required=False, max_length=80)
    verb = forms.ChoiceField(label=_("Did"), required=False)
    kind = forms.ChoiceField(label=_("To"), required=False)
    subject = forms.CharField(label=_("Record"), required=False, max_length=120)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To the end of"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(
        self, *args: Any, verbs: tuple[str, ...] = (), kinds: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", _("anything"))]
        self.fields["scope"].choices = words.SCOPES  # type: ignore[attr-defined]
        self.fields["verb"].choices = everything + [(v, v) for v in verbs]  # type: ignore[attr-defined]
        self.fields["kind"].choices = everything + [(k, k) for k in kinds]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first one."))
        return cleaned
