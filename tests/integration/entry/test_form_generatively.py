"""Whatever is typed, the form answers with values or sentences, and loses nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mgdcds.core.dictionary.fact import Kind
from mgdcds.core.facts.sheet import FactValue
from mgdcds.pages.entry.assessment import AssessmentForm
from mgdcds.pages.entry.raw import known_keys
from mgdcds.pages.entry.reading import Known, raw_of_values, read_entry
from tests.builders import ON
from tests.house.pages import problems_of_page
from tests.integration.entry.typing import DICTIONARY, frame, html_of, posted, previous, sent

KEYS = sorted(known_keys(DICTIONARY))
UNITS = sorted({unit.code for fact in DICTIONARY.facts.values() for unit in fact.units})
TEXTS = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[<>]?=?-?[0-9]{1,6}([.,][0-9]{0,4})?( [a-zA-Z/]{1,8})?", fullmatch=True),
    st.sampled_from(["yes", "no", "on", "NaN", "1e308", "2026-11-22", "=1+1", *UNITS]),
)
FORMS = st.dictionaries(st.sampled_from(KEYS), TEXTS, max_size=30)
KNOWN = Known(
    previous=previous(magnesium="0.78 mmol/L", coeliac_disease=True, dialysis="none"),
    recorded=previous(potassium="4.2 mmol/L", ppi=False),
)


@given(raw=FORMS)
@settings(max_examples=300, deadline=None)
def test_the_form_never_breaks_and_keeps_what_was_typed(raw: dict[str, str]) -> None:
    form = sent(raw, known=KNOWN)

    form.is_valid()

    # A unit that was typed behind a number has moved to the field of the unit.
    assert {key for key, text in raw.items() if text} <= set(form.raw)
    assert all(value.name == name for name, value in form.reading.values.items())
    assert all(mistake.message.endswith((".", "?")) for mistake in form.mistakes)


@given(raw=FORMS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_form_renders_to_a_sound_page(raw: dict[str, str]) -> None:
    letters = {key: "".join(c for c in text if c.isalnum()) for key, text in raw.items()}

    html = html_of(sent(letters, known=KNOWN))

    # Words that no page says may be typed: a page shows what was typed.
    found = [one for one in problems_of_page(html, is_part=True) if " says " not in one]
    assert found == []


@st.composite
def recorded_values(draw: st.DrawFn) -> dict[str, FactValue]:
    """Draws values of facts as a door other than the form would record them."""
    names = draw(st.lists(st.sampled_from(sorted(DICTIONARY.facts)), unique=True, max_size=12))
    return {name: draw(_value_of(name)) for name in names}


def _value_of(name: str) -> st.SearchStrategy[FactValue]:
    fact = DICTIONARY.fact(name)
    if fact.kind is Kind.BOOLEAN:
        return st.booleans().map(lambda value: FactValue(name, value))
    if fact.kind is Kind.CHOICE:
        return st.sampled_from(fact.choices).map(lambda choice: FactValue(name, choice.value))
    if fact.kind is Kind.DATE:
        return st.dates(max_value=ON).map(lambda day: FactValue(name, day))
    decimals = st.decimals(
        min_value=fact.possible.low or 0,
        max_value=fact.possible.high or 1000,
        places=fact.decimals,
        allow_nan=False,
        allow_infinity=False,
    )
    return decimals.map(lambda value: FactValue(name, value))


@given(values=recorded_values())
@settings(max_examples=200, deadline=None)
def test_a_correction_that_changes_nothing_changes_nothing(values: dict[str, FactValue]) -> None:
    raw = raw_of_values(DICTIONARY, values)

    reading = read_entry(DICTIONARY, raw, known=Known(recorded=values), on=ON)

    assert dict(reading.values) == values
    assert reading.problems == ()


@given(values=recorded_values())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_correction_sent_as_it_is_shown_changes_nothing(values: dict[str, FactValue]) -> None:
    known = Known(recorded=values)
    shown = AssessmentForm(frame=frame(known=known), raw=raw_of_values(DICTIONARY, values))

    again = sent(posted(html_of(shown)), known=known)

    assert dict(again.reading.values) == values
