"""The Flesch-Kincaid grade of an English text: the school year that reads it with ease.

Kincaid JP et al. 1975, Naval Technical Training Command, Research Branch Report 8-75:
0.39 words a sentence + 11.8 syllables a word - 15.59.
"""

import re

_SILENT = re.compile(r"(?<=[^laeiouy])e$|(?<=[^laeiouyszxcg])es$|(?<=[^dt])ed$")
#: Vowels beside each other that are two syllables: magnesi-um, medi-ocre, di-et.
_APART = re.compile(r"i(?=u|o[^u]|et)|(?<=[^q])u(?=ous)")


def grade_of(text):
    """This function will answer the school grade of a text."""
    sentences = [part for part in re.split(r"[.!?:;]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[A-Za-z][A-Za-z'-]*", text)
    syllables = sum(count_syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def count_syllables(word):
    """This function will count the syllables of a word, at least one."""
    plain = re.sub(r"[^a-z]", "", word.lower())
    if len(plain) <= 3:
        return 1
    groups = re.findall(r"[aeiouy]+", _SILENT.sub("", plain))
    return max(1, len(groups) + len(_APART.findall(plain)))
