"""TOML in one canonical form: written by `write_toml`, read by `parse_toml`.

The same content always gives the same bytes. Keys keep the order of the mapping, with plain
keys before tables, as TOML wants it. Long text is written over several lines, broken at spaces;
long arrays are wrapped; small tables inside tables are written inline.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from mgdcds.core.values.canonical import decimal_text
from mgdcds.core.values.numerals import MOST_DIGITS, parse_decimal
from mgdcds.core.values.problems import Place, Problem, UnableTo

#: No line is longer than this, unless one word is.
WIDTH = 100

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"(?<=\S) (?=\S)")
#: A hundred keys in a row, 'a.b.c…': the parser takes a very long time for thousands of them.
_MANY_KEYS = re.compile(r"(?<![\w'\"-])(?:[\w'\"-]++[ \t]*+\.[ \t]*+){100}")
#: A whole number in base 16, 8 or 2 that is too long to be printed again.
_LONG_NUMBER = re.compile(r"(?<![\w'\"])0[xob][0-9A-Fa-f_]{3000}")
_ESCAPES = {
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_AT = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)")

Path = tuple[str, ...]


class UnableToParseToml(UnableTo):
    """The text is not TOML."""


def parse_toml(text: str, *, document: str = "") -> dict[str, Any]:
    """This function will parse TOML text; numbers with a point are Decimal.

    A mark of the byte order that an editor left before the text is no part of it.
    It raises UnableToParseToml with the line and column of the first mistake.
    """
    if _MANY_KEYS.search(text):
        raise UnableToParseToml([_nested_too_deeply(document)])
    if _LONG_NUMBER.search(text):
        raise UnableToParseToml([_number_too_long(document)])
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=parse_decimal)
    except tomllib.TOMLDecodeError as error:
        raise UnableToParseToml([_syntax_problem(str(error), text, document)]) from error
    except RecursionError as error:
        raise UnableToParseToml([_nested_too_deeply(document)]) from error
    except ValueError as error:
        raise UnableToParseToml([_number_too_long(document)]) from error


def _nested_too_deeply(document: str) -> Problem:
    return Problem(Place(document), "TOML.E002", "The text is nested too deeply to be read.")


def _number_too_long(document: str) -> Problem:
    message = f"A number in the text has more than {MOST_DIGITS} digits."
    return Problem(Place(document), "TOML.E003", message)


def _syntax_problem(words: str, text: str, document: str) -> Problem:
    found = _AT.search(words)
    lines = text.split("\n")
    line = int(found[1]) if found and found[1] else len(lines)
    column = int(found[2]) if found and found[2] else 0
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    message = f"This is not valid TOML: {_AT.sub('', words).rstrip('.').lower()}."
    place = Place(document, "", line, column, source)
    return Problem(place, "TOML.E001", message, "Texts stand in quotes, and each key stands once.")


def write_toml(content: Mapping[str, Any]) -> str:
    """This function will write a mapping as canonical TOML text.

    Values may be text, bool, int, Decimal, date, datetime, sequences and mappings of these.
    A binary float is refused with TypeError: its digits are not what anybody wrote.
    """
    return "\n".join(_table(content, ())).lstrip("\n") + "\n"


def _table(content: Mapping[str, Any], path: Path) -> Iterator[str]:
    below: list[tuple[str, Any]] = []
    for key, value in content.items():
        if _is_below(key, value, depth=len(path)):
            below.append((key, value))
        else:
            yield _assignment(key, value)
    for key, value in below:
        inner = (*path, _key(key))
        if isinstance(value, Mapping):
            yield from ("", f"[{'.'.join(inner)}]", *_table(value, inner))
        else:
            for item in value:
                yield from ("", f"[[{'.'.join(inner)}]]", *_table(item, inner))


def _is_below(key: str, value: Any, *, depth: int) -> bool:
    """Whether a value is written under a header of its own, after the plain keys."""
    if isinstance(value, Mapping):
        return bool(value) and (depth == 0 or len(f"{_key(key)} = {_inline(value)}") > WIDTH)
    return _is_array(value) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _assignment(key: str, value: Any) -> str:
    start = f"{_key(key)} = "
    if isinstance(value, str) and ("\n" in value or len(start + _text(value)) > WIDTH):
        return start + _long_text(value)
    line = start + _inline(value)
    if _is_array(value) and value and len(line) > WIDTH:
        return start + _wrapped(value)
    return line


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _text(key)


def _is_array(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _inline(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal) and value.is_finite():
        return decimal_text(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return _inline_many(value)


def _inline_many(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_inline(item)}" for key, item in value.items())
        return f"{{{pairs}}}"
    if _is_array(value):
        return f"[{', '.join(_inline(item) for item in value)}]"
    raise TypeError(f"A value of type '{type(value).__name__}' is not written as TOML.")


def _wrapped(values: Sequence[Any]) -> str:
    """An array over several lines, each filled with as many items as fit."""
    lines = [""]
    for item in values:
        text = f"{_inline(item)},"
        if lines[-1] and len(f"    {lines[-1]} {text}") > WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {text}".strip()
    return "\n".join(("[", *(f"    {line}" for line in lines), "]"))


def _text(text: str) -> str:
    return f'"{"".join(_escaped(character) for character in text)}"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\u{ord(character):04X}" if ord(character) < 32 or ord(character) == 127 else character


def _long_text(text: str) -> str:
    """A text over several lines. A backslash ends a line that goes on without a break."""
    lines = [broken for line in text.split("\n") for broken in _broken(_escaped_line(line))]
    body = re.sub(r'"(?="|\Z)', r'\\"', "\n".join(lines))
    return f'"""\n{body}"""'


def _escaped_line(line: str) -> str:
    return "".join(char if char == '"' else _escaped(char) for char in line)


def _broken(line: str) -> Iterator[str]:
    """The pieces of one line, each but the last ending in ' \\', broken before a word only."""
    while len(line) > WIDTH:
        at = _break_at(line)
        if not at:
            break
        yield line[:at] + "\\"
        line = line[at:]
    yield line


def _break_at(line: str) -> int:
    """The place after the last single space that fits, else after the first; 0 for none."""
    fitting = [found.end() for found in _SPACE.finditer(line, 0, WIDTH)]
    if fitting:
        return fitting[-1]
    first = _SPACE.search(line, WIDTH - 2)
    return first.end() if first else 0


def find_line(text: str, path: Sequence[str | int]) -> int:
    """This function will find the line on which a field of a TOML text stands, from 1.

    `path` is like ("levels", 0, "when"). If the field has no line of its own, the answer is
    that of the nearest table around it, or 0.
    """
    places = dict(_places(text))
    wanted = tuple(path)
    while wanted and wanted not in places:
        wanted = wanted[:-1]
    return places.get(wanted, 0) if wanted else 0


def _places(text: str) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Each header and each key with its line. Lines inside a long text are passed over."""
    header: tuple[str | int, ...] = ()
    counts: dict[tuple[str | int, ...], int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), start=1):
        opened = inside
        inside ^= line.count('"""') % 2 == 1
        if opened:
            continue
        if found := re.match(r"\s*\[(\[?)([^\[\]]+)\]", line):
            header = _header_path(found[2], bool(found[1]), counts)
            yield header, number
        elif found := re.match(r'\s*"?([A-Za-z0-9_.-]+)"?\s*=', line):
            yield (*header, found[1]), number


def _header_path(
    words: str, is_array: bool, counts: dict[tuple[str | int, ...], int]
) -> tuple[str | int, ...]:
    path: tuple[str | int, ...] = ()
    names = [name.strip().strip('"') for name in words.split(".")]
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1])
    if is_array:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
