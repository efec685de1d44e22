"""The tags in the comment before a definition: `/** @label Best eGFR … */`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from types import MappingProxyType

Tags = Mapping[str, str]
NO_TAGS: Tags = MappingProxyType({})

_TAG = re.compile(r"(?:^|\s)@([a-z_]+)")
_MARGIN = re.compile(r"^[ \t]*\*[ \t]?", re.MULTILINE)
_WIDTH = 100


def find_tags(text: str, comments: tuple[tuple[int, int, str], ...], *, before: int) -> Tags:
    """This function will find the tags of the last doc comment, if only space follows it."""
    for _, end, comment in reversed(comments):
        if end <= before:
            is_next = not text[end:before].strip()
            return parse_tags(comment) if is_next and comment.startswith("/**") else NO_TAGS
    return NO_TAGS


def parse_tags(comment: str) -> Tags:
    """This function will read the tags of one comment; spaces and line breaks become one space."""
    body = _MARGIN.sub("", comment[3:-2])
    parts = _TAG.split(body)
    pairs = zip(parts[1::2], parts[2::2], strict=True)
    return MappingProxyType({name: " ".join(words.split()) for name, words in pairs})


def print_tags(tags: Tags) -> str:
    """This function will write tags as a doc comment, a paragraph each; no tags are ''."""
    if not tags:
        return ""
    lines = [line for name, words in tags.items() for line in _paragraph(f"@{name} {words}")]
    return "/**\n" + "".join(f" * {line}\n" for line in lines) + " */\n"


def _paragraph(words: str) -> list[str]:
    return textwrap.wrap(
        words.rstrip(),
        _WIDTH - 3,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
