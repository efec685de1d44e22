"""Entries as the files in which they are shipped."""

from __future__ import annotations

import pytest

from mgdcds.core.guidance.entries import EntryKind, make_entry
from mgdcds.core.guidance.files import (
    UnableToReadFiles,
    entries_from_files,
    files_from_entries,
    path_of,
)

FACTS = """\
[[fact]]
name = "sex"
kind = "choice"
label = "Sex"
question = "Which sex?"
section = "who"
position = 10

[[fact.choices]]
value = "female"
label = "Female"

[[fact]]
name = "birth_date"
kind = "date"
label = "Date of birth"
question = "Born when?"
section = "who"
position = 20
codes = {loinc = ["21112-8"]}
"""
DEFINITIONS = """\
/**
 * @label Old
 * @source Our own.
 */
define is_old: age > 90

/**
 * @label Young
 */
define is_young: not is_old
"""
PARAMETERS = """\
[[parameter]]
name = "magnesium_supplement_ul"
label = "Upper level"
like = "magnesium_supplement"
value = "350 mg/d"
profiles = {eu = "250 mg/d", us = "350 mg/d"}
"""
RULE = '''\
code = "A01"
title = "Status"
category = "status"
when = """
vitamin_d_25oh < 30 'ng/mL'
  or magnesium < 0.85 'mmol/L'"""
evidence = ["dai2018"]
reviewed_on = 2026-11-20

[[levels]]
urgency = "information"
clinician = "Look."
patient = "Your level."

[[levels.actions]]
verb = "inform"
target = "25(OH)D status"

[[levels.actions.gates]]
gate = "d_ok"
when_false = "replace"
when_unknown = "keep"
instead = {verb = "review", target = "diet"}

[attributes]
developer = "Us."
use_of_sex = "Not used."
'''
CASE = """\
name = "Old and low"
rule = "A01"
on = 2026-11-22
reviewed = ["symptoms"]

[facts]
sex = "female"
birth_date = 1980-01-31
vitamin_d_25oh = {value = 18, unit = "ng/mL", on = 2026-10-02}

[expect]
fires = ["A01"]
withheld = []
not_met = []
"""
SOURCE = """\
key = "dai2018"
citation = "Dai Q et al."
title = "Magnesium"

[[findings]]
key = "fall"
text = "It fell."

[[findings]]
key = "rise"
text = "It rose."
supports = ["C2"]
"""
CLAIM = """\
key = "C2"
title = "Two directions"
sentence = "It depends."

[[domains]]
name = "imprecision"
rated_down_by = 1
reason = "Small."
"""
FILES = {
    "facts/who.toml": FACTS,
    "definitions.cql": DEFINITIONS,
    "parameters.toml": PARAMETERS,
    "rules/A01.toml": RULE,
    "cases/old-and-low.toml": CASE,
    "evidence/sources/dai2018.toml": SOURCE,
    "evidence/claims/C2.toml": CLAIM,
    "translations/fr.rule.A01.toml": 'key = "fr.rule.A01"\nlanguage = "fr"\n',
}


def _words_of(files):
    with pytest.raises(UnableToReadFiles, match=r"\w") as caught:
        entries_from_files(files)
    return [problem.message for problem in caught.value.problems]


def test_files_come_back_byte_for_byte():
    assert files_from_entries(entries_from_files(FILES)) == FILES


def test_every_kind_of_entry_has_its_key():
    entries = entries_from_files(FILES)

    assert [(entry.kind.value, entry.key) for entry in entries] == [
        ("fact", "birth_date"),
        ("fact", "sex"),
        ("definition", "is_old"),
        ("definition", "is_young"),
        ("parameter", "magnesium_supplement_ul"),
        ("rule", "A01"),
        ("case", "old-and-low"),
        ("source", "dai2018"),
        ("finding", "dai2018.fall"),
        ("finding", "dai2018.rise"),
        ("claim", "C2"),
        ("translation", "fr.rule.A01"),
    ]
    assert {path_of(entry) for entry in entries} == FILES.keys()


def test_the_order_of_a_file_does_not_change_its_entries():
    turned = "\n".join(PARAMETERS.splitlines()[::-1][:-1])
    files = {"parameters.toml": f"[[parameter]]\n{turned}\n"}

    assert files_from_entries(entries_from_files(files)) == {"parameters.toml": PARAMETERS}


def test_all_files_with_mistakes_are_told_at_once():
    files = {
        "rules/A01.toml": "code = ",
        "rules/A02.toml": 'code = "A03"\n',
        "notes.txt": "hello",
        "facts/who.toml": "[[fact]]\nlabel = 'x'\n",
        "parameters.toml": "x = 1\n",
        "evidence/claims/a b.toml": 'key = "a b"\n',
        "evidence/sources/s.toml": 'key = "s"\nfindings = 3\n',
        "definitions.cql": "define x: (",
    }

    assert len(_words_of(files)) == 8


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("notes.txt", "x", "'notes.txt' is not a file of the knowledge."),
        ("more/x.toml", "x = 1", "'more/x.toml' is not a file of the knowledge."),
        ("rules/A02.toml", 'code = "A03"', "This is named for 'A02', but its content says 'A03'."),
        ("facts/x.toml", "[[fact]]\n", "'None' is not a key for a fact"),
        ("facts/x.toml", "fact = 3", "'fact' is expected to be tables"),
        ("facts/x.toml", "[[facts]]\n", "'facts' was found, but only tables [[fact]]"),
        ("evidence/sources/s.toml", 'key="s"\n[[findings]]\n', "'None' is not a key for a finding"),
    ],
)
def test_a_file_out_of_place_is_refused(path, text, words):
    assert _words_of({path: text})[0].startswith(words)


def test_a_key_stands_once():
    twice = PARAMETERS + "\n" + PARAMETERS.replace("Upper", "Lower")

    assert _words_of({"parameters.toml": twice}) == [
        "The parameter 'magnesium_supplement_ul' is here and in 'parameters.toml', "
        "but a key stands once."
    ]


def test_a_decimal_without_quotes_becomes_text():
    files = {"cases/x.toml": 'name = "x"\n\n[facts]\nbmi = 26.5\n'}

    assert (
        '[facts]\nbmi = "26.5"\n' in files_from_entries(entries_from_files(files))["cases/x.toml"]
    )


def test_what_only_looks_like_a_date_stays_text():
    files = {"cases/x.toml": 'name = "x"\non = "2026-13-01"\n'}

    assert files_from_entries(entries_from_files(files)) == files


def test_entries_that_no_file_holds_yet_are_written():
    entry = make_entry(EntryKind.RULE, "B01", {"title": "x", "code": "B01", "odd": [1]})

    assert files_from_entries([entry]) == {
        "rules/B01.toml": 'code = "B01"\ntitle = "x"\nodd = [1]\n'
    }
