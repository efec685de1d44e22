"""Running a command as somebody at a terminal would, without a database."""

from __future__ import annotations

import io
import json
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

SHIPPED = "mgdcds/knowledge/cases"


class Ran:
    """What came of a command: its output, its complaints, its exit code."""

    def __init__(self, *arguments: str) -> None:
        out, err = io.StringIO(), io.StringIO()
        self.code = 0
        try:
            call_command(*arguments, stdout=out, stderr=err)
        except CommandError as error:
            self.code = error.returncode
            err.write(f"{error}\n")
        self.out, self.err = out.getvalue(), err.getvalue()


def advise(*arguments: object) -> Ran:
    """Run `manage.py advise` on a file that is there."""
    return Ran("advise", *(str(argument) for argument in arguments))


def advise_json(*arguments: object) -> dict:
    """Run `manage.py advise --json` and read what it prints."""
    ran = advise(*arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


def pipe(patch: pytest.MonkeyPatch, data: bytes) -> None:
    """Put data where a pipe would."""
    patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
