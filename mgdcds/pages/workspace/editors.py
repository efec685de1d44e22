"""The three editors: a rule in its form, a case in its form, and any entry as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.pages.workspace import case_fields, rule_fields
from mgdcds.pages.workspace.case_fields import read_case_fields, typed_of_case
from mgdcds.pages.workspace.entry_text import read_text, text_of_content
from mgdcds.pages.workspace.forms import CaseForm, RuleForm, TextForm
from mgdcds.pages.workspace.rule_fields import read_rule_fields, typed_of_rule
from mgdcds.pages.workspace.typed import Read, Typed

AnyForm = RuleForm | CaseForm | TextForm


@dataclass(frozen=True)
class Editor:
    """One way to edit an entry.

    `fits` tells whether it can show some content without losing any, `type` spreads content
    over fields, `read` makes content of what was typed, and `form` shows what was typed.
    """

    name: str
    form: Callable[..., AnyForm]
    fits: Callable[[Mapping[str, Any]], bool]
    type: Callable[[EntryKind, Mapping[str, Any]], dict[str, str]]
    read: Callable[[str, Typed], Read]

    @property
    def template(self) -> str:
        """The part of the page that has the fields."""
        return f"workspace/_fields_{self.name}.html"

    @property
    def live(self) -> str:
        """The name of the address that says how what is typed stands."""
        return f"workspace:{self.name}_live"


RULE = Editor(
    name="rule",
    form=RuleForm,
    fits=rule_fields.is_formable,
    type=lambda _kind, content: typed_of_rule(content),
    read=read_rule_fields,
)
CASE = Editor(
    name="case",
    form=CaseForm,
    fits=case_fields.is_formable,
    type=lambda _kind, content: typed_of_case(content),
    read=lambda _key, typed: read_case_fields(typed),
)
TEXT = Editor(
    name="entry",
    form=TextForm,
    fits=lambda _content: True,
    type=lambda kind, content: {"text": text_of_content(kind, content)},
    read=lambda _key, typed: read_text(typed),
)


def controls_of(form: AnyForm) -> tuple[str, ...]:
    """This function will name every control of a form, in the order of the page."""
    named = [part.add_prefix(name) for part in form.parts() for name in part.fields]
    levels = form.levels if isinstance(form, RuleForm) else ()
    hidden = {f"levels.{level.at}.when" for level in levels if not level.has_when}
    return tuple(name for name in named if name not in hidden)
