"""Opening a file that somebody else made: bytes to text, JSON to plain values, never a surprise."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from mgdcds.core.facts import problems
from mgdcds.core.values.numerals import parse_decimal, parse_integer
from mgdcds.core.values.problems import Place, Problem

MOST_MEGABYTES = 10
#: Deeper than any case file or bundle, and well above what the parser can hold.
MOST_LEVELS = 100
_JSON = re.compile(r"\s*(\{|\[(?!\s*[A-Za-z_]))")


def decode_text(data: str | bytes, *, document: str = "") -> str | Problem:
    """This function will turn a file into text: UTF-8, with or without a byte-order mark."""
    place = Place(document)
    if len(data) > MOST_MEGABYTES * 1_000_000:
        return problems.too_large(place, megabytes=MOST_MEGABYTES)
    if isinstance(data, bytes):
        try:
            data = data.decode("utf-8")
        except UnicodeDecodeError:
            return problems.not_text(place)
    if "\x00" in data:
        return problems.not_text(place)
    return data.removeprefix("\ufeff")


def is_json(text: str) -> bool:
    """This function will tell JSON from TOML by its first signs: '[facts]' is TOML."""
    return _JSON.match(text) is not None


def parse_json(text: str, *, document: str = "") -> Any:
    """This function will parse JSON with exact decimals, or answer the Problem.

    Numbers with a point become Decimal; NaN, infinity and repeated keys are refused.
    """
    try:
        value = json.loads(
            text,
            parse_float=parse_decimal,
            parse_int=parse_integer,
            parse_constant=_refuse,
            object_pairs_hook=_once,
        )
    except ValueError as error:
        return _syntax_problem(error, text, document)
    except RecursionError:
        return problems.nested_too_deeply(Place(document))
    if is_too_deep(value):
        return problems.nested_too_deeply(Place(document))
    if _has_half_characters(text, value):
        return problems.not_json(Place(document), detail="it has half of a character")
    return value


def _has_half_characters(text: str, value: Any) -> bool:
    """Whether an escape such as \\ud800 stands alone: nothing could store or print it."""
    if "\\ud" not in text.lower():
        return False
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a value")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        (twice, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key '{problems.shorten(twice)}' stands twice in one place")
    return table


def _syntax_problem(error: Exception, text: str, document: str) -> Problem:
    if not isinstance(error, json.JSONDecodeError):
        return problems.not_json(Place(document), detail=str(error)[:100])
    lines = text.split("\n")
    source = lines[error.lineno - 1] if error.lineno <= len(lines) else ""
    shown = source if len(source) <= 100 else ""
    place = Place(document, "", error.lineno, error.colno, shown)
    return problems.not_json(place, detail=error.msg[:1].lower() + error.msg[1:])


def is_too_deep(value: Any) -> bool:
    """This function will tell whether parsed content is nested deeper than any file needs."""
    level = [value]
    for _ in range(MOST_LEVELS):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
