"""How units are spelled: what a reader accepts for a unit that a fact declares."""

from __future__ import annotations

import re
import unicodedata

from mgdcds.core.dictionary.fact import Fact, Unit

#: Characters that cannot be seen, and that copying from other systems leaves behind.
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_MICRO = str.maketrans({"µ": "u", "μ": "u", "²": "2", "·": ".", "−": "-"})


def find_unit(fact: Fact, spelling: str) -> Unit | None:
    """This function will find the unit of a fact that a spelling means.

    Codes, labels and declared other spellings count. Capitals are ignored only where that
    leaves one unit, and never in a single letter (M is not m).
    """
    plain = plain_spelling(spelling)
    exact = [unit for unit in fact.units if plain in _spellings(unit)]
    if exact:
        return exact[0]
    folded = [unit for unit in fact.units if plain.lower() in _folded(unit)]
    return folded[0] if len(folded) == 1 and len(plain) > 1 else None


def plain_spelling(spelling: str) -> str:
    """This function will drop what does not tell units apart: spaces, unseen signs, kinds of µ."""
    seen = INVISIBLE.sub("", unicodedata.normalize("NFC", spelling))
    return "".join(seen.translate(_MICRO).split())


def names_of_units(fact: Fact) -> tuple[str, ...]:
    """This function will answer the labels of a fact's units, for a sentence."""
    return tuple(dict.fromkeys(unit.label for unit in fact.units))


def _spellings(unit: Unit) -> tuple[str, ...]:
    return tuple(plain_spelling(text) for text in (unit.code, unit.label, *unit.also))


def _folded(unit: Unit) -> tuple[str, ...]:
    return tuple(text.lower() for text in _spellings(unit))
