"""The exported text of the shipped release."""

from __future__ import annotations

from functools import cache

from mgdcds.core.engines.program import Program
from mgdcds.core.guidance.export.library import make_release_library
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.exported_text import program_of_text

RULEBOOK = load_shipped_rulebook()


@cache
def exported_library():
    """The text."""
    return make_release_library(RULEBOOK, version="1")


@cache
def program_read_back() -> Program:
    """The text, read back."""
    return program_of_text(exported_library(), RULEBOOK.dictionary)
