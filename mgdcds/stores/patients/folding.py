"""Names as they are searched: without case, accents and signs."""

from __future__ import annotations

import unicodedata

#: Letters that do not come apart into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def fold(text: str) -> str:
    """This function will write a name in small plain letters and digits, one space apart."""
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    plain = "".join(" " if _is_gap(sign) else sign for sign in apart if _stays(sign))
    return " ".join(plain.split())


def searchable(*parts: str) -> str:
    """This function will write texts so that a space stands before each word.

    What a sign or a space divides is added in one piece too: 'Anne-Marie' is found as
    'annemarie', the number '100-234' as '100234'.
    """
    folded = [fold(part) for part in parts]
    pieces = [fold(piece) for part in parts for piece in (part, *part.split())]
    joined = dict.fromkeys(piece.replace(" ", "") for piece in pieces if " " in piece)
    return " " + " ".join(word for word in (*folded, *joined) if word)


def _stays(sign: str) -> bool:
    return not unicodedata.combining(sign) and sign not in "'’ʼ`´"


def _is_gap(sign: str) -> bool:
    return not sign.isalnum()
