"""Forms as they are shown: what is wrong, and one row for each field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField, widgets
from django.forms.boundfield import BoundWidget
from django.forms.forms import BaseForm

from mgdcds.core.values.problems import Problem
from mgdcds.pages.components.values import Mistake

_GROUPS = (widgets.RadioSelect, widgets.CheckboxSelectMultiple)


def mistakes_of(
    source: BaseForm | Iterable[Problem | Mistake | str] | None,
) -> tuple[Mistake, ...]:
    """This function will list what is wrong with a form, or what the problems say."""
    if not source:
        return ()
    if isinstance(source, BaseForm):
        return tuple(_mistakes_in(source))
    return tuple(_mistake(item) for item in source)


def present_field(bound: BoundField, *, optional: bool | None = None) -> dict[str, Any]:
    """This function will answer what a row needs: the control with its classes, hint and errors."""
    widget = bound.field.widget
    is_group = isinstance(widget, _GROUPS)
    is_tick = isinstance(widget, widgets.CheckboxInput)
    return {
        "field": bound,
        "control": bound.as_widget(attrs=_attributes(bound, is_tick=is_tick)),
        "options": _options(bound) if is_group else (),
        "is_group": is_group,
        "is_tick": is_tick,
        "is_optional": not bound.field.required if optional is None else optional,
    }


def _mistakes_in(form: BaseForm) -> Iterable[Mistake]:
    for error in form.non_field_errors():
        yield Mistake(str(error))
    for bound in form:
        for error in bound.errors:
            yield Mistake(str(error), _anchor(bound))


def _anchor(bound: BoundField) -> str:
    """Where the link of a mistake leads: the control, or the first one of a group."""
    return bound.id_for_label or f"{bound.auto_id}_0"


def _mistake(item: Problem | Mistake | str) -> Mistake:
    if isinstance(item, Problem):
        return Mistake(item.message, item.place.field, item.hint)
    return item if isinstance(item, Mistake) else Mistake(str(item))


def _attributes(bound: BoundField, *, is_tick: bool) -> dict[str, str | bool]:
    attributes: dict[str, str | bool] = {"class": _class_of(bound, is_tick=is_tick)}
    if bound.field.widget.attrs.get("rows") == "10":  # Django's own default: too tall
        attributes["rows"] = "4"
    return attributes


def _class_of(bound: BoundField, *, is_tick: bool) -> str:
    if is_tick:
        kind = "form-check-input"
    elif isinstance(bound.field.widget, widgets.Select):
        kind = "form-select"
    else:
        kind = "form-control"
    own = bound.field.widget.attrs.get("class", "")
    return " ".join(part for part in (kind, own, "is-invalid" if bound.errors else "") if part)


def _options(bound: BoundField) -> list[dict[str, Any]]:
    return [
        {
            "tag": _ticked(option),
            "id": option.id_for_label,
            "label": option.choice_label,
        }
        for option in bound.subwidgets
    ]


def _ticked(option: BoundWidget) -> str:
    option.data["attrs"]["class"] = "form-check-input"
    return option.tag()


def add_problems(form: BaseForm, problems: Iterable[Problem]) -> None:
    """This function will put each problem of an operation at its field, or at the form's head."""
    for problem in problems:
        name = problem.place.field if problem.place.field in form.fields else None
        form.add_error(name, f"{problem.message} {problem.hint}".strip())
