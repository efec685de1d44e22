"""What lies on an author's desk: an entry as the draft has it, or as it was just typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from mgdcds.core.authoring.cases import Difference
from mgdcds.pages.workspace.case_fields import with_what_came_out
from mgdcds.pages.workspace.desk import Desk
from mgdcds.pages.workspace.editors import CASE, RULE, Editor, controls_of
from mgdcds.pages.workspace.rule_fields import with_level, without_level
from mgdcds.pages.workspace.stands import Stands, present_stands
from mgdcds.pages.workspace.trials import Trial, find_trial, try_entry
from mgdcds.pages.workspace.typed import Read, Typed, problem_of_size, typed_of_post


@dataclass(frozen=True)
class Sheet:
    """An entry in an editor. `desk` has what was typed in its place, where it can be read."""

    desk: Desk
    editor: Editor
    typed: Typed
    read: Read
    unit_system: str

    def trial(self) -> Trial:
        """This method will answer how the entry fares. It may take tenths of a second."""
        if self.read.problems:
            return Trial(problems=self.read.problems)
        return try_entry(self.desk.entries, **self._asked())

    def find_trial(self) -> Trial | None:
        """This method will find how the entry fares, if that was asked before, or None."""
        if self.read.problems:
            return self.trial()
        return find_trial(self.desk.entries, **self._asked())

    def stands(self, trial: Trial) -> Stands:
        """This method will say in words how the entry fares."""
        controls = controls_of(self.editor.form(self.typed))
        return present_stands(trial, self.desk, self.typed, controls=controls)

    def _asked(self) -> dict[str, Any]:
        desk = self.desk
        return {"kind": desk.kind, "key": desk.key, "unit_system": self.unit_system}


def sheet_of_draft(desk: Desk, editor: Editor, *, unit_system: str) -> Sheet:
    """This function will take an entry as the draft has it."""
    typed = editor.type(desk.kind, desk.content)
    return Sheet(desk, editor, typed, Read(dict(desk.content)), unit_system)


def sheet_of_post(
    desk: Desk, editor: Editor, posted: Mapping[str, str], *, unit_system: str
) -> Sheet:
    """This function will take an entry as it was typed, moved by the button that was pressed."""
    typed = typed_of_post(posted)
    if too_long := problem_of_size(typed):
        return Sheet(desk, editor, typed, Read({}, (too_long,)), unit_system)
    sheet = _put(Sheet(desk, editor, typed, Read({}), unit_system))
    moved = _moved(sheet)
    return sheet if moved is None else _put(replace(sheet, desk=desk, typed=moved))


def _put(sheet: Sheet) -> Sheet:
    """Reads what was typed, and lays it into the draft if it can be read."""
    read = sheet.editor.read(sheet.desk.key, sheet.typed)
    desk = sheet.desk if read.problems else sheet.desk.with_content(read.content)
    return replace(sheet, desk=desk, read=read)


def _moved(sheet: Sheet) -> dict[str, str] | None:
    """What is typed after a button moved it: a level more or less, other expectations."""
    typed = sheet.typed
    if sheet.editor is RULE and "add_level" in typed:
        return with_level(typed)
    if sheet.editor is RULE and "remove_level" in typed:
        return without_level(typed, typed["remove_level"])
    if sheet.editor is CASE and "expect" in typed:
        asked = (one for one in sheet.trial().outcomes if one.expected)
        found = (Difference(one.code, one.expected, one.actual) for one in asked)
        return with_what_came_out(typed, found)
    return None
