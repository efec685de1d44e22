"""What the workspace complains about: every sentence it can say."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mgdcds.core.values.problems import Place, Problem


def _problem(code: str, message: str, hint: str = "", *, field: str = "") -> Problem:
    return Problem(Place(field=field), f"WORKSPACE.{code}", message, hint)


def too_long(*, number: int, most: int) -> Problem:
    """This function will say that more was typed than an entry can have."""
    message = _("This has {number} characters, but an entry has at most {most}.")
    told = message.format(number=f"{number:,}", most=f"{most:,}")
    return _problem("E001", told, _("Shorten it. Nothing of it was saved, and it is still here."))


def nested_too_deeply(field: str) -> Problem:
    """This function will say that tables lie in each other without end."""
    message = _("The text is nested too deeply to be read.")
    return _problem("E002", message, field=field)


def not_storable(field: str, *, found: str) -> Problem:
    """This function will say that a value is of a kind that no entry holds."""
    message = _("'{found}' was found, but texts, numbers, dates, true or false are expected.")
    return _problem("E003", message.format(found=found), _("Put it in quotes."), field=field)


def code_malformed(found: str) -> Problem:
    """This function will say what the code of a rule looks like."""
    message = _("'{found}' was found, but a code such as 'B09' is expected.").format(found=found)
    return _problem("E004", message, _("A code is a capital letter and two digits."), field="code")


def code_taken(code: str, *, title: str) -> Problem:
    """This function will say that a rule has this code already."""
    message = _("{code} is '{title}' already.").format(code=code, title=title)
    return _problem("E005", message, _("Choose a code that is free."), field="code")


def code_reserved(code: str) -> Problem:
    """This function will say that a code belongs to the program itself."""
    message = _("{code} is the follow-up plan, which the program makes itself.").format(code=code)
    return _problem("E006", message, _("Choose a code that is free."), field="code")


def case_taken(name: str) -> Problem:
    """This function will say that a case has this name already."""
    message = _("A case of this rule is named '{name}' already.").format(name=name)
    return _problem("E007", message, _("Say what is different about this patient."), field="name")


def case_unnamed(name: str) -> Problem:
    """This function will say that a name has no letters of which a key could be made."""
    message = _("'{name}' has no letter or digit.").format(name=name)
    return _problem("E008", message, _("Say what is special about this patient."), field="name")
