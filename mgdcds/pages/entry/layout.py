"""How crispy-forms lays out an assessment: sections, fact rows, checklists, summary, buttons.

A fact row is a layout object of ours: it renders plain values with one template. No
field object is made for a fact, so that a form of all facts stays fast.
"""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from crispy_forms.utils import TEMPLATE_PACK
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.dictionary.sections import Section as FactSection
from mgdcds.pages.entry.rows import OF_PREGNANCY, OF_RECORD


class _Piece(LayoutObject):  # type: ignore[misc]
    """A layout object that fills one template."""

    template = ""

    def __init__(self, *fields: Any) -> None:
        self.fields = list(fields)

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **others: Any
    ) -> SafeString:
        given = self.given(form, context, template_pack)
        return render_to_string(self.template, given) if given else SafeString("")

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        """What the template gets; nothing: it is not rendered."""
        raise NotImplementedError


class FactRow(_Piece):
    """One fact as a row. The form answers its values by `row(name)`."""

    template = "entry/_fact.html"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        return {"row": form.row(self.name)}


class Checklist(_Piece):
    """The facts of one list as chips, with the "gone through" tick: `checklist(name)`."""

    template = "entry/_checklist.html"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        return {"list": form.checklist(self.name)}


class Folded(_Piece):
    """Rows that are folded away. The form answers by `fold(names)` what is in them."""

    template = "entry/_folded.html"

    def __init__(self, *names: str) -> None:
        super().__init__(*(FactRow(name) for name in names))
        self.names = names

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        body = self.get_rendered_fields(form, context, template_pack)
        return {"fold": form.fold(self.names), "body": body}


class OwnField(_Piece):
    """A field of the form itself (a date, a note) as a row of the house."""

    template = "entry/_own_field.html"

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        return {"field": form[self.name]} if self.name in form.fields else {}


class Part(_Piece):
    """A template about the form as a whole: the summary of problems, the buttons."""

    def __init__(self, template: str) -> None:
        super().__init__()
        self.template = template

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        return {"form": form}


class Section(_Piece):
    """A titled section; its members are rendered in order."""

    template = "entry/_section.html"

    def __init__(self, key: str, title: str, *fields: Any) -> None:
        super().__init__(*fields)
        self.key, self.title = key, title

    def given(self, form: Any, context: Any, template_pack: Any) -> dict[str, Any]:
        body = self.get_rendered_fields(form, context, template_pack)
        return {"key": self.key, "title": self.title, "body": body}


def plain_helper() -> FormHelper:
    """This function will answer crispy's helper for a form whose tag and token the page writes."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    helper.form_show_errors = False
    helper.template = "entry/_crispy.html"
    return helper


def layout_assessment(dictionary: Dictionary) -> FormHelper:
    """This function will lay out the form of all facts of a dictionary."""
    helper = plain_helper()
    sections = (_section(section, facts) for section, facts in dictionary.sections() if facts)
    helper.add_layout(
        Layout(Part("entry/_summary.html"), _why_today(), *sections, Part("entry/_buttons.html"))
    )
    return helper


def layout_fields(*names: str) -> FormHelper:
    """This function will lay out the fields of a short form under its summary of mistakes."""
    helper = plain_helper()
    helper.add_layout(Layout(Part("entry/_mistakes.html"), *(OwnField(name) for name in names)))
    return helper


def _why_today() -> Section:
    names = ("reason", "on", "drawn_on", "note")
    return Section("why_today", _("Why today"), *(OwnField(name) for name in names))


def _section(section: FactSection, facts: tuple[Fact, ...]) -> Section:
    """Chips first, in the order of the dictionary; then the facts that are in no list."""
    here = {fact.name for fact in facts}
    folded = [names for names in (OF_RECORD, OF_PREGNANCY) if here.issuperset(names)]
    hidden = {name for names in folded for name in names}
    rows = [FactRow(fact.name) for fact in facts if not fact.list and fact.name not in hidden]
    lists = [Checklist(name) for name in dict.fromkeys(fact.list for fact in facts if fact.list)]
    pieces = (*lists, *(Folded(*names) for names in folded), *rows)
    return Section(section.key, _(section.title), *pieces)
