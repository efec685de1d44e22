"""The forms of the workspace. They show what was typed; the checker of the core judges it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from mgdcds.core.dictionary.sections import LISTS
from mgdcds.core.facts.case import STATUSES
from mgdcds.core.guidance.rule import SOURCE_ATTRIBUTES
from mgdcds.pages.components import words
from mgdcds.pages.workspace.places import Slot, slot_of
from mgdcds.pages.workspace.rule_fields import levels_of
from mgdcds.pages.workspace.typed import Typed
from mgdcds.pages.workspace.words import FIELDS

LONGEST_TITLE = 160
_CODE = {"class": "code", "spellcheck": "false", "autocapitalize": "none", "autocomplete": "off"}


def _words(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows)})


def _code(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": str(rows), **_CODE})


def _line(**attributes: str) -> forms.TextInput:
    return forms.TextInput(attrs={"autocomplete": "off", **attributes})


def _choices(known: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [
        (str(value), word[1] if isinstance(word, tuple) else word) for value, word in known.items()
    ]


class EntryForm(forms.Form):
    """A form over what was typed. Every field is optional here, and a select shows any value.

    A slot after each control says what is wrong with it; the control names it as its
    description. `is_fixed` is for those who only read.
    """

    use_required_attribute = False

    def __init__(
        self,
        typed: Typed,
        *,
        is_fixed: bool = False,
        prefix: str | None = None,
        own: Mapping[str, forms.Field] = MappingProxyType({}),
    ) -> None:
        super().__init__(data=typed, auto_id="%s", prefix=prefix)
        self.fields |= own
        for name, each in self.fields.items():
            each.required = False
            self._show_any_value(name, each, typed)
            self._describe(name, each)
            each.placed = ()  # type: ignore[attr-defined]
            if is_fixed:
                _fix(each)

    def add_prefix(self, field_name: str) -> str:
        """This method will name a control by the path of its field: "levels.1.when"."""
        return f"{self.prefix}.{field_name}" if self.prefix else field_name

    def parts(self) -> tuple[EntryForm, ...]:
        """This method will answer the form and those inside it."""
        return (self,)

    def put(self, slots: Iterable[Slot]) -> None:
        """This method will put problems into the slots under their controls."""
        placed = {slot.control: slot.problems for slot in slots}
        for part in self.parts():
            for name, each in part.fields.items():
                each.placed = placed.get(part.add_prefix(name), ())  # type: ignore[attr-defined]
                if each.placed:  # type: ignore[attr-defined]
                    each.widget.attrs["aria-invalid"] = "true"

    def _show_any_value(self, name: str, each: forms.Field, typed: Typed) -> None:
        """A value that is no choice stays chosen: saving the form must not change it."""
        value = typed.get(self.add_prefix(name), "")
        if isinstance(each, forms.ChoiceField):
            known = cast("list[tuple[str, Any]]", list(each.choices))  # type: ignore[arg-type]
            if value not in dict(known):
                each.choices = [(value, value or _("(choose)")), *known]

    def _describe(self, name: str, each: forms.Field) -> None:
        path = self.add_prefix(name)
        each.slot = slot_of(path)  # type: ignore[attr-defined]
        hint = [f"{path}_helptext"] if each.help_text else []
        each.widget.attrs["aria-describedby"] = " ".join((*hint, slot_of(path)))


class DraftForm(forms.Form):
    """What a new draft is for."""

    title = forms.CharField(
        label=_("What will change"),
        max_length=LONGEST_TITLE,
        widget=_line(),
        help_text=_("In a few words, with the reason. Reviewers read it first."),
    )


class NewRuleForm(forms.Form):
    """The code of a new rule."""

    code = forms.CharField(
        label=_("Code of the new rule"),
        max_length=20,
        widget=_line(size="6"),
        help_text=_("A capital letter and two digits, such as B09."),
    )


class NewCaseForm(forms.Form):
    """The name of a new case, and its rule."""

    rule = forms.ChoiceField(label=_("Rule that it tests"))
    name = forms.CharField(
        label=_("Name of the new case"),
        max_length=120,
        widget=_line(),
        help_text=_("What is special about this patient, such as “25(OH)D 30 ng/mL”."),
    )

    def __init__(self, *args: Any, codes: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = list(codes)  # type: ignore[attr-defined]


class RuleForm(EntryForm):
    """A rule, apart from its levels."""

    title = forms.CharField(label=_("Title"), widget=_line(maxlength="200"))
    when = forms.CharField(
        label=_("Condition"),
        widget=_code(5),
        help_text=_("In CQL. A value with its unit: vitamin_d_25oh <= 30 'ng/mL'."),
    )
    category = forms.ChoiceField(label=_("Category"), choices=_choices(words.CATEGORY))
    strength = forms.ChoiceField(label=_("Strength"), choices=_choices(words.STRENGTH))
    certainty = forms.ChoiceField(label=_("Certainty"), choices=_choices(words.CERTAINTY))
    why_it_matters = forms.CharField(label=_("Why it matters"), widget=_words(2))
    evidence = forms.CharField(
        label=_("Sources"), widget=_line(), help_text=_("Keys of sources, with commas: dai2018.")
    )
    claims = forms.CharField(
        label=_("Claims"), widget=_line(), help_text=_("Keys of claims, with commas.")
    )
    needs = forms.CharField(
        label=_("Also shown"),
        widget=_line(),
        help_text=_("Facts or definitions to show beside those of the condition, with commas."),
    )
    folded = forms.BooleanField(label=_("Folded away on the advice page"))
    owner = forms.CharField(label=_("Owner"), widget=_line())
    authored_by = forms.CharField(label=_("Written by"), widget=_line())
    checked_by = forms.CharField(label=_("Checked by"), widget=_line())
    reviewed_on = forms.CharField(
        label=_("Reviewed on"), widget=_line(size="10"), help_text=_("Such as 2026-11-22.")
    )
    review_due = forms.CharField(
        label=_("Review due"), widget=_line(size="10"), help_text=_("Such as 2027-11-22.")
    )
    more = forms.CharField(
        label=_("Remarks and blocks"),
        widget=_code(6),
        help_text=_("As text (TOML): [[tags]] with when and text, [[blocks]] with gate and when."),
    )

    def __init__(self, typed: Typed, *, is_fixed: bool = False) -> None:
        super().__init__(typed, is_fixed=is_fixed)
        self.levels = tuple(
            LevelForm(typed, at, is_last=at == len(levels_of(typed)), is_fixed=is_fixed)
            for at in levels_of(typed)
        )
        self.attributes = AttributesForm(typed, is_fixed=is_fixed)

    def parts(self) -> tuple[EntryForm, ...]:
        """This method will answer the form and those inside it."""
        return (self, *self.levels, self.attributes)


class LevelForm(EntryForm):
    """One level of a rule; `at` counts from 1."""

    when = forms.CharField(label=_("Condition of this level"), widget=_code(2))
    urgency = forms.ChoiceField(label=_("How soon"), choices=_choices(words.URGENCY))
    clinician = forms.CharField(
        label=_("Text for the clinician"),
        widget=_words(5),
        help_text=_("Plain text. {vitamin_d_25oh} prints the value, or “not recorded”."),
    )
    patient = forms.CharField(label=_("Text for the patient"), widget=_words(3))
    actions = forms.CharField(label=_("Actions, as text (TOML)"), widget=_code(16))

    def __init__(self, typed: Typed, at: int, *, is_last: bool, is_fixed: bool) -> None:
        super().__init__(typed, is_fixed=is_fixed, prefix=f"levels.{at}")
        self.at, self.is_last = at, is_last
        self.has_actions = bool(typed.get(f"levels.{at}.actions"))
        self.has_when = bool(typed.get(f"levels.{at}.when")) or not is_last

    @property
    def has_problem(self) -> bool:
        """Whether something is wrong with the actions, which are folded away else."""
        return bool(self.fields["actions"].placed)  # type: ignore[attr-defined]


class AttributesForm(EntryForm):
    """The 13 source attributes of a rule."""

    def __init__(self, typed: Typed, *, is_fixed: bool) -> None:
        own = {
            name: forms.CharField(label=name.replace("_", " ").capitalize(), widget=_line())
            for name in SOURCE_ATTRIBUTES
        }
        super().__init__(typed, is_fixed=is_fixed, prefix="attributes", own=own)
        filled = [typed.get(f"attributes.{name}", "").strip() for name in SOURCE_ATTRIBUTES]
        self.complete = sum(map(bool, filled))


class CaseForm(EntryForm):
    """A case: a made-up patient, and what is expected of the rules."""

    name = forms.CharField(label=_("Name"), widget=_line(maxlength="120"))
    rule = forms.CharField(
        label=_("Rule that it tests"), widget=_line(size="6"), help_text=_("Its code.")
    )
    on = forms.CharField(
        label=_("Assessed on"), widget=_line(size="10"), help_text=_("Such as 2026-11-22.")
    )
    profile = forms.CharField(
        label=_("Limits of the clinic"), widget=_line(size="6"), help_text=_("si, us, eu or empty.")
    )
    note = forms.CharField(label=_("What it shows"), widget=_words(2))
    facts = forms.CharField(
        label=_("Facts"),
        widget=_code(12),
        help_text=_('A fact a line, with its unit: vitamin_d_25oh = "52 ng/mL", ppi = true.'),
    )
    limits = forms.CharField(
        label=_("Limits of the laboratory"),
        widget=_code(2),
        help_text=_('Where the result has its own: pth_uln = "77 pg/mL".'),
    )

    def __init__(self, typed: Typed, *, is_fixed: bool = False) -> None:
        super().__init__(typed, is_fixed=is_fixed)
        self.reviewed = ReviewedForm(typed, is_fixed=is_fixed)
        self.expect = ExpectForm(typed, is_fixed=is_fixed)

    def parts(self) -> tuple[EntryForm, ...]:
        """This method will answer the form and those inside it."""
        return (self, self.reviewed, self.expect)


class ReviewedForm(EntryForm):
    """Which lists were gone through: what is not in the facts is then a "no"."""

    def __init__(self, typed: Typed, *, is_fixed: bool) -> None:
        own = {name: forms.BooleanField(label=name.capitalize()) for name in LISTS}
        super().__init__(typed, is_fixed=is_fixed, prefix="reviewed", own=own)


class ExpectForm(EntryForm):
    """Rule codes by what is expected of them."""

    def __init__(self, typed: Typed, *, is_fixed: bool) -> None:
        labels = {status: str(FIELDS[status]) for status in STATUSES}
        own = {
            status: forms.CharField(label=label, widget=_line(spellcheck="false"))
            for status, label in labels.items()
        }
        super().__init__(typed, is_fixed=is_fixed, prefix="expect", own=own)


class TextForm(EntryForm):
    """An entry as text."""

    text = forms.CharField(label=_("The entry, as text (TOML)"), widget=_code(26))


def _fix(each: forms.Field) -> None:
    is_text = isinstance(each.widget, forms.TextInput | forms.Textarea)
    each.widget.attrs["readonly" if is_text else "disabled"] = True
