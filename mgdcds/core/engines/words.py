"""What the words of rules need of a language: phrases with places for their parts, and grammar.

English is in `english_words.py`. Another language is another value of `Words`: it may order
the parts of each phrase as it likes. A phrase that it lacks is said in English, in square
brackets, so that nobody takes it for finished.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_PART = re.compile(r"\{[01]\}")


def _as_it_is(text: str) -> str:
    return text


def _no_sentence(_label: str) -> None:
    return None


def _same(phrase: str, _subject: str) -> str:
    return phrase


@dataclass(frozen=True)
class Words:
    """The words of one language.

    `phrases` has a phrase for each operator, by its name (and with " not" for what is said when
    it is false), and the phrases between. `inside` writes a label as it stands in a sentence,
    `definite` one that is a calculated value, `capital` the start of a sentence. `statement`
    answers how a label that is a sentence of its own is said and denied, or None. `agree` makes
    a phrase fit its subject, such as one in the plural. `date` writes a date.
    """

    language: str
    phrases: Mapping[str, str]
    date: Callable[[datetime.date], str]
    inside: Callable[[str], str] = _as_it_is
    definite: Callable[[str], str] = _as_it_is
    capital: Callable[[str], str] = _as_it_is
    statement: Callable[[str], tuple[str, str] | None] = _no_sentence
    agree: Callable[[str, str], str] = _same
    otherwise: Words | None = None

    def has(self, key: str) -> bool:
        """This method will tell whether there is a phrase, here or in the language behind."""
        return key in self.phrases or (self.otherwise is not None and self.otherwise.has(key))

    def phrase(self, key: str) -> str:
        """This method will answer a phrase; one of the language behind stands in brackets."""
        found = self.phrases.get(key)
        if found is not None or self.otherwise is None:
            return self.phrases[key] if found is None else found
        return f"[{self.otherwise.phrase(key)}]"

    def say(self, key: str, *parts: str) -> str:
        """This method will fill the parts of a phrase in; the first one is its subject."""
        phrase = self.phrase(key)
        return (self.agree(phrase, parts[0]) if parts else phrase).format(*parts)

    def join(self, key: str, parts: Sequence[str]) -> str:
        """This method will put any number of parts together with a phrase for two."""
        if len(parts) < 2:
            return "".join(parts)
        before, between, after = _PART.split(self.phrase(key))
        return before + between.join(parts) + after

    def list(self, key: str, parts: Sequence[str]) -> str:
        """This method will list things, with a phrase before the last: 'a, b or c'."""
        if len(parts) < 3:
            return self.join(key, parts)
        has_commas = any("," in part for part in parts[:-1])
        firsts = self.phrase("semicolon" if has_commas else "comma").join(parts[:-1])
        return self.join(key, [firsts, parts[-1]])

    def one_of(self, parts: Sequence[str]) -> str:
        """This method will write alternatives: 'a, b or c'."""
        return self.list("or that", parts)

    def all_of(self, parts: Sequence[str]) -> str:
        """This method will write things together: 'a, b and c'."""
        return self.list("and that", parts)
