"""What the parts of a rule are called in the exported library."""

from __future__ import annotations


def status_name(code: str) -> str:
    """The status of a rule: 'fires', 'not_met', 'unknown' or 'withheld'."""
    return f"{code} status"


def fires_name(code: str) -> str:
    """Whether a rule is true and not withheld."""
    return f"{code} fires"


def withheld_name(code: str) -> str:
    """Whether a rule is true and withheld."""
    return f"{code} withheld"


def level_name(code: str, level: int) -> str:
    """Whether a level is the one in force. Levels count from 1."""
    return f"{code} level {level}"


def action_name(code: str, level: int, action: int) -> str:
    """Whether an action is proposed. Actions count from 1 within their level."""
    return f"{level_name(code, level)} action {action}"


def instead_name(code: str, level: int, action: int, gate: int) -> str:
    """Whether the action that replaces another behind a gate is proposed."""
    return f"{action_name(code, level, action)} instead {gate}"


def tag_name(code: str, tag: int) -> str:
    """Whether a remark is added to a rule."""
    return f"{code} remark {tag}"
