"""Check codes of documents: short, without letters that look like digits."""

from __future__ import annotations

#: Crockford's base 32: no I, L, O or U.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": ""})
_LENGTH = 10


def make_code(hash_: str) -> str:
    """This function will make a check code from a SHA-256: 50 bits, as in 'K7M2Q9XW4D'."""
    number = int(hash_, 16)
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(_LENGTH))


def read_code(typed: str) -> str:
    """This function will read a check code as somebody typed it from paper; '' when it is none."""
    code = typed.upper().translate(_LOOKALIKES)
    is_code = len(code) <= _LENGTH and all(letter in _ALPHABET for letter in code)
    return code if is_code else ""
