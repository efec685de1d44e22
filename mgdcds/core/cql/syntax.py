"""Why a text does not follow the grammar, in words, with the cure for what people often write."""

from __future__ import annotations

import re

import lark

from mgdcds.core.cql import problems
from mgdcds.core.cql.source import Source
from mgdcds.core.values.problems import Problem

#: Tokens that start a value. Where any of these may stand, a value is expected.
_VALUES = frozenset({"NAME", "NUMBER", "TEXT"})
_IN_WORDS = {
    "$END": "the end of the text",
    "COLON": "':'",
    "COMMA": "','",
    "CLOSING": "')'",
    "CLOSED_CLOSING": "']'",
    "RBRACE": "'}'",
    "THEN": "'then'",
    "ELSE": "'else'",
    "WHEN": "'when'",
    "END": "'end'",
    "TO": "'to'",
    "AND": "'and'",
    "OF": "'of'",
    "DEFINE": "'define'",
    "NAME": "a name",
    "TEXT": "a unit in single quotes",
}
#: Words that are only worth naming where little else may stand.
_ALONE = {"NULL": "'null'", "TRUE": "'true'", "FALSE": "'false'", "OR": "'or'"} | {
    word: f"'{word.lower()}'" for word in ("BEFORE", "AFTER", "INCLUDES", "IN", "INCLUDED")
}
#: What an operator may follow: when one of these may stand, an operand is complete.
_COMPLETE = frozenset({"AND", "OR", "EQUAL", "PLUS"})
_AN_OPERATOR = "an operator such as 'and' or '<='"
#: What was written, at the place of the problem or just before it, and what to write instead.
_MISTAKES = (
    (r"==", "Write '='."),
    (r"<>", "Write '!='."),
    (r"&&", "Write 'and'."),
    (r"\|\|", "Write 'or'."),
    (r"=<", "Write '<='."),
    (r"=>", "Write '>=' (or 'implies')."),
    (r"\*\*", "Write Power(a, b), or a ^ b."),
    (r"!(?![=~])", "Write 'not'."),
    (r";", "Leave the semicolon out."),
    (r"%", "Write a percentage as a quantity: 5 '%'."),
    (r"&", "Write 'and'."),
    (r"\|", "Write 'or'."),
    (r"#|--", "Write a comment as // … or /* … */."),
    (r"from\b|where\b|return\b|sort\b", "Queries are outside of the rule language."),
    (r"as\b|cast\b", "Types are not named in the rule language: leave this out."),
)
_UNIT = re.compile(r"[A-Za-z\[][A-Za-z0-9\[\]_./{}*]*")
_LONGEST_UNIT = 30
_NUMBER_BEFORE = re.compile(r"([0-9][0-9.]*)\s*$")
_WORDS = {
    "and", "or", "xor", "not", "is", "null", "true", "false", "in", "if", "then", "else",
    "case", "when", "end", "between", "implies", "convert", "to", "contains", "exists", "define",
}  # fmt: skip


def explain_unexpected(error: lark.UnexpectedInput, *, source: Source) -> Problem:
    """This function will turn the parser's complaint into a problem with its place."""
    position = _position(error, source)
    place = source.place_at(position)
    found = _found(source.text, position)
    hint = _hint(source.text, position)
    return problems.unexpected(place, found=found, expected=_expected(error), hint=hint)


def _position(error: lark.UnexpectedInput, source: Source) -> int:
    is_end = isinstance(error, lark.UnexpectedToken) and error.token.type == "$END"
    if is_end or error.pos_in_stream is None:
        return len(source.text.rstrip())
    return error.pos_in_stream


def _found(text: str, position: int) -> str:
    word = re.compile(r"[A-Za-z0-9_.]+|'[^']*'|\"[^\"]*\"|\S").match(text, position)
    return word.group() if word else ""


def _expected(error: lark.UnexpectedInput) -> str:
    if not isinstance(error, lark.UnexpectedToken):
        return "something of the language"
    names = frozenset(error.accepts or error.expected)
    if names >= _VALUES:
        return "a value"
    words = [_IN_WORDS[name] for name in sorted(names & _IN_WORDS.keys())]
    if names >= _COMPLETE:
        return " or ".join([_AN_OPERATOR, *(word for word in words if word != "'and'")])
    words += [_ALONE[name] for name in sorted(names & _ALONE.keys())]
    return " or ".join(words) or "something else"


def _hint(text: str, position: int) -> str:
    return (
        _hint_for_unit(text, position)
        or _hint_for_capitals(text, position)
        or _hint_for_point(text, position)
        or _hint_for_mistake(text, position)
    )


def _hint_for_mistake(text: str, position: int) -> str:
    for pattern, hint in _MISTAKES:
        for start in (position, max(position - 1, 0)):
            if re.compile(pattern).match(text, start):
                return hint
    return ""


def _hint_for_unit(text: str, position: int) -> str:
    number = _NUMBER_BEFORE.search(text, max(position - 40, 0), position)
    unit = _UNIT.match(text, position)
    if not number or not unit or unit.group().lower() in _WORDS:
        return ""
    if re.fullmatch(r"[eE][0-9]+", unit.group()):
        return "Write the number without an exponent."
    if len(unit.group()) > _LONGEST_UNIT:
        return ""
    return f"Write the unit in single quotes: {number[1]} '{unit.group()}'."


def _hint_for_capitals(text: str, position: int) -> str:
    word = re.compile(r"[A-Za-z]+").match(text, position)
    if word and word.group() not in _WORDS and word.group().lower() in _WORDS:
        return problems.did_you_mean(word.group().lower())
    return ""


def _hint_for_point(text: str, position: int) -> str:
    digits = re.compile(r"\.([0-9]+)").match(text, position)
    return f"Write 0.{digits[1]}." if digits else ""
