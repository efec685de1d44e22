"""Printing to whatever stands at the other end: a terminal, a file, or a pipe that closes."""

from __future__ import annotations

import os

from django.core.management.base import OutputWrapper


def print_whole(out: OutputWrapper, text: str) -> None:
    """This function will print text as UTF-8; a reader who stops reading is no mistake."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="replace")
    try:
        out.write(text)
        out.flush()
    except BrokenPipeError:
        # The interpreter flushes once more when it ends: into nothing, then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
