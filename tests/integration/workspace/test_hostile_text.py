"""Whatever is typed into an editor comes back as it was, with what is wrong with it."""

import pytest

from tests.integration.workspace.browsing import at_work, of_draft, open_draft, text_of, typed_in

pytestmark = pytest.mark.django_db
#: What is typed for a condition, and words of the sentence that answers.
CONDITIONS = {
    "10,000 brackets": ("(" * 10_000 + "ppi" + ")" * 10_000, "nested more than 100 deep"),
    "10,000 nots": ("not " * 10_000 + "ppi", "nested more than 100 deep"),
    "10,000 lists": ("{" * 10_000 + "}" * 10_000, "nested more than 100 deep"),
    "3,000 ifs": ("if ppi then " * 3_000 + "ppi" + " else ppi" * 3_000, "nested more than 100"),
    "3,000 cases": ("case when ppi then " * 3_000 + "ppi", "is expected"),
    "9,000 ands": (" and ".join(["ppi"] * 9_000), "0 of 1 case passes"),
    "a number of 400 digits": ("age_years > " + "1" * 400, "The number has 400 digits"),
    "a division by zero": ("1 / 0 > 1", "never has a value"),
    "units that do not go together": ("1 'ng/mL' + 1 'mmol/L' > 1 'g'", "does not convert into"),
    "a function that is not there": ("Sqrt(age_years) > 3", "'Sqrt' is not a function"),
    "a letter that looks like another": ("\u0430ge_years > 3", "CYRILLIC SMALL LETTER A"),
    "a sign of full width": ("age_years \uff1e 3", "FULLWIDTH GREATER-THAN SIGN"),
    "a letter of no width": ("age\u200b_years > 3", "ZERO WIDTH SPACE"),
    "a turned direction": ("age_years > 3 /* \u202e */", "RIGHT-TO-LEFT OVERRIDE"),
    "a space that is none": ("age_years\u00a0> 3", "NO-BREAK SPACE"),
    "a comment that never ends": ("age_years > 3 /* and", "never ends"),
    "a text that never ends": ("sex = 'male", "never ends"),
    "a null byte": ("age_years > 3\x00", "U+0000"),
    "a text of two lines": ("sex = 'ma\nle'", "is not an answer of"),
    "a unit of 50,000 letters": (f"vitamin_d_25oh > 1 '{'m' * 50_000}'", "is not a unit"),
    "a name of 90,000 letters": ("a" * 90_000, "is not a fact, a parameter"),
    "a day that is none": ("birth_date > @2026-02-30", "is not a date"),
    "a mark of the order of bytes": ("\ufeffage_years > 3", "ZERO WIDTH NO-BREAK SPACE"),
}


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def b04(author):
    return of_draft(open_draft(author), "rules/B04/")


@pytest.mark.parametrize(("typed", "said"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_hostile_condition_is_answered_and_kept(writer, b04, typed, said):
    part = writer.part(f"{b04}live/", **writer.type(b04, when=typed))
    shown = writer.send(b04, 200, **writer.type(b04, when=typed), **{"try": "1"})

    assert typed_in(shown)["when"].split() == typed.split()
    assert said in text_of(f"<main id='main'>{part}</main>")
    assert said in text_of(shown, "stands")
    assert len(part) < 300_000
