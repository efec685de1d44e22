"""Characters that the language does not have: what they are, and what was probably meant."""

from __future__ import annotations

import re
import unicodedata

#: What people paste or type for signs that the language has.
_SIGNS = {
    "≤": "<=", "≥": ">=", "≠": "!=", "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
    "‘": "'", "’": "'", "“": "'", "”": "'", "′": "'", "„": "'", "\u00a0": " ", "\u202f": " ",
    "µ": "u", "μ": "u",
}  # fmt: skip
#: Letters of other alphabets that look like one of ours (Cyrillic, then Greek).
_LOOK_ALIKE = dict(
    zip("аеорсухікмтвнАВЕКМНОРСТХУІЅѕјԁոοανρικτυΑΒΕΗΙΚΜΝΟΡΤΧΥΖ",
        "aeopcyxikmtbhABEKMHOPCTXYISsjdnoavpiktuABEHIKMNOPTXYZ", strict=True)
)  # fmt: skip
_NOT_PLAIN = re.compile(r"[^\x20-\x7e]")
#: What has no name of its own is named by its kind.
_KINDS = {
    "Cc": "a control character",
    "Cs": "half of a character",
    "Co": "a character of private use",
    "Cn": "a character without a name",
}


def is_hidden(character: str) -> bool:
    """This function will tell whether nobody who reads a text sees a character."""
    return not character.isprintable() and unicodedata.category(character) != "Zs"


def find_hidden(text: str) -> list[int]:
    """This function will find where a text has characters that nobody sees, but for spaces."""
    found = (each.start() for each in _NOT_PLAIN.finditer(text))
    return [at for at in found if text[at] not in "\t\r\n" and is_hidden(text[at])]


def mask_hidden(text: str) -> str:
    """This function will put a sign in the place of each character that nobody sees."""
    plain = text.replace("\t", " ")
    return _NOT_PLAIN.sub(lambda each: "\ufffd" if is_hidden(each[0]) else each[0], plain)


def escape_hidden(text: str) -> str:
    r"""This function will write characters that nobody sees as escapes, such as \u202e."""
    return _NOT_PLAIN.sub(lambda each: _escape(each[0]) if is_hidden(each[0]) else each[0], text)


def show_character(character: str) -> str:
    """This function will write a character for a sentence; one that nobody sees by its number."""
    return character if character.isprintable() else f"U+{ord(character):04X}"


def name_character(character: str) -> str:
    """This function will answer the name of a character."""
    kind = _KINDS.get(unicodedata.category(character), "")
    return kind or unicodedata.name(character, _KINDS["Cn"])


def find_plain(character: str) -> str:
    """This function will find what was probably meant by a character, or answer ''."""
    known = _SIGNS.get(character) or _LOOK_ALIKE.get(character)
    if known:
        return known
    plain = unicodedata.normalize("NFKC", character)
    if plain.isascii() and plain.isprintable():
        return plain
    digit = unicodedata.decimal(character, None)
    return "" if digit is None else str(digit)


def _escape(character: str) -> str:
    # An escape has four digits, so a character beyond those is written in two halves.
    code = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))
