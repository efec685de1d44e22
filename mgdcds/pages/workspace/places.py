"""From the place of a problem in an entry to the control of the editor that holds it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from mgdcds.core.values.problems import Place, Problem
from mgdcds.core.values.toml import find_line
from mgdcds.pages.components.listing import CodeLine, number_lines
from mgdcds.pages.workspace.typed import Typed
from mgdcds.pages.workspace.words import label_of

#: How much of a long line stands around the place of a problem.
_AROUND = 40
_LONG_LINE = 110
#: How many lines are searched for the source line of a problem.
_NEAR = 80


@dataclass(frozen=True)
class Placed:
    """A problem at its control. `control` is "" when no control holds it.

    `where` names the field in words; `lines` are the lines of the control's text around the
    problem, with a mark where it is known.
    """

    control: str
    where: str
    message: str
    hint: str
    lines: tuple[CodeLine, ...] = ()


@dataclass(frozen=True)
class Slot:
    """The place under a control, with the problems that stand there."""

    id: str
    control: str
    problems: tuple[Placed, ...]


def place_problems(
    problems: Iterable[Problem], typed: Typed, *, controls: Collection[str]
) -> tuple[Placed, ...]:
    """This function will put problems of an entry at its controls, in the order of the page."""
    placed = [_placed(problem, typed, controls) for problem in problems]
    order = {control: at for at, control in enumerate(controls)}
    return tuple(sorted(placed, key=lambda one: order.get(one.control, -1)))


def control_of(field: str, controls: Collection[str]) -> str:
    """This function will find the control that holds a field: itself, one around it, or inside."""
    path = field
    while path:
        if path in controls:
            return path
        path = path.rpartition(".")[0]
    inside = (name for name in controls if field and name.startswith(f"{field}."))
    if "text" in controls:
        return "text"
    if field.split(".", maxsplit=1)[0] in ("tags", "blocks") and "more" in controls:
        return "more"
    return next(inside, "")


def slot_of(path: str) -> str:
    """This function will answer the id of the place under a control where its problems stand."""
    return "at-" + path.replace(".", "-").replace("_", "-")


def present_slots(placed: Iterable[Placed], controls: Iterable[str]) -> tuple[Slot, ...]:
    """This function will put problems into the slot of each control; most stay empty."""
    found: dict[str, list[Placed]] = {control: [] for control in controls}
    for one in placed:
        found.setdefault(one.control, []).append(one)
    return tuple(
        Slot(slot_of(control), control, tuple(problems))
        for control, problems in found.items()
        if control
    )


def _placed(problem: Problem, typed: Typed, controls: Collection[str]) -> Placed:
    place = problem.place
    control = control_of(place.field, controls)
    where = label_of(place.field) if place.field not in ("", "text") else ""
    lines = _lines(problem, typed.get(control, ""), _rest(place.field, control))
    return Placed(control, where, problem.message, problem.hint, lines)


def _rest(field: str, control: str) -> tuple[str | int, ...]:
    """The path of a field inside the text of its control, as TOML counts it."""
    if field == control:
        return ()
    inner = field.removeprefix(f"{control}.")
    inner = f"actions.{inner}" if control.endswith(".actions") else inner
    return tuple(int(part) - 1 if part.isdigit() else part for part in inner.split(".") if part)


def _lines(problem: Problem, text: str, path: tuple[str | int, ...]) -> tuple[CodeLine, ...]:
    place = problem.place
    if not path:
        return _excerpt(problem, text) if place.line or place.text else ()
    line, column = _line_in(text, path, place)
    if not line:
        return ()
    found = replace(problem, place=replace(place, line=line, column=column))
    return _excerpt(found, text)


def _line_in(text: str, path: tuple[str | int, ...], place: Place) -> tuple[int, int]:
    """The line of a field in TOML text, or the line in it that has the problem's source line."""
    start = find_line(text, path)
    wanted = place.text.strip()
    if not start or not wanted:
        return start, 0
    for number, line in enumerate(text.split("\n")[start - 1 : start + _NEAR], start=start):
        if wanted in line:
            indent = len(place.text) - len(place.text.lstrip())
            return number, max(line.index(wanted) + place.column - indent, 0)
    return start, 0


def _excerpt(problem: Problem, text: str) -> tuple[CodeLine, ...]:
    """The line of a problem with one before and one after; long lines are cut around the mark."""
    place = problem.place
    lines = text.split("\n") if text else [place.text]
    at = min(max(place.line, 1), len(lines))
    cut, column = _cut(lines[at - 1], place.column)
    shown = [*lines[max(at - 2, 0) : at - 1], cut, *lines[at : at + 1]]
    here = replace(problem, place=Place(line=at - max(at - 2, 0), column=column))
    numbered = number_lines("\n".join(line[:_LONG_LINE] for line in shown), problems=[here])
    return tuple(replace(line, number=line.number + max(at - 2, 0)) for line in numbered)


def _cut(line: str, column: int) -> tuple[str, int]:
    if len(line) <= _LONG_LINE:
        return line, column
    start = max(column - 1 - _AROUND, 0)
    shown = line[start : start + 2 * _AROUND]
    before = "…" if start else ""
    return f"{before}{shown}…", column - start + len(before) if column else 0
