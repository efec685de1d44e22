"""What somebody types into the form of an assessment, and the form itself."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from crispy_forms.utils import render_crispy_form

from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.pages.entry.assessment import AssessmentForm, Frame
from mgdcds.pages.entry.bands import limits_of
from mgdcds.pages.entry.reading import Known
from tests.builders import ON
from tests.house.pages import read_page
from tests.shipped_facts import load_shipped_dictionary

DICTIONARY = load_shipped_dictionary()
EARLIER = datetime.date(2026, 8, 12)


def typed(**facts: str) -> dict[str, str]:
    """This function will answer what is posted: today's date and some facts.

    A quantity is written with its unit ("18 ng/mL") and posted as the form does: apart.
    """
    raw = {"on": ON.isoformat(), "submission": str(uuid.uuid4())}
    for name, said in facts.items():
        fact = DICTIONARY.facts.get(name)
        number, _, unit = said.partition(" ")
        if fact is not None and fact.kind is Kind.QUANTITY:
            raw |= {name: number, f"{name}__unit": unit}
        else:
            raw[name] = said
    return raw


def frame(**changes: Any) -> Frame:
    """This function will answer what a form stands on, in a clinic with conventional units."""
    limits = {name: one.value for name, one in DICTIONARY.parameters.items()}
    given = {
        "dictionary": DICTIONARY,
        "known": Known(),
        "today": ON,
        "born_on": datetime.date(1980, 3, 14),
        "limits": limits_of(DICTIONARY, limits=limits),
    }
    return Frame(**{**given, **changes})


def sent(raw: Mapping[str, str], **changes: Any) -> AssessmentForm:
    """This function will answer the form as it was sent."""
    return AssessmentForm(raw, frame=frame(**changes))


def html_of(form: AssessmentForm) -> str:
    """This function will answer the form as a page shows it."""
    form.is_valid()
    html: str = render_crispy_form(form)
    return html


def posted(html: str) -> dict[str, str]:
    """This function will answer what a browser sends when a form is saved as it is shown."""
    fields: dict[str, str] = {}
    for one in read_page(html).walk():
        name, kind = one.attributes.get("name", ""), one.attributes.get("type", "text")
        if one.tag == "input" and (
            kind not in {"checkbox", "radio"} or "checked" in one.attributes
        ):
            fields[name] = one.attributes.get("value", "")
        elif one.tag == "textarea":
            fields[name] = one.text()
        elif one.tag == "select":
            chosen = [option for option in one.walk() if "selected" in option.attributes]
            fields[name] = chosen[0].attributes["value"]
    return {name: text for name, text in fields.items() if name}


def previous(**values: Any) -> dict[str, FactValue]:
    """This function will answer previous values, ready to be carried forward, of EARLIER."""
    return {name: _previous(name, value) for name, value in values.items()}


def sample(fact: Fact) -> str:
    """This function will answer a plausible value of a fact, as typed."""
    if fact.kind is Kind.BOOLEAN:
        return "yes"
    if fact.kind is Kind.CHOICE:
        return fact.choices[0].value
    if fact.kind is Kind.DATE:
        return "1980-03-14"
    low, high = fact.plausible.low or Decimal(0), fact.plausible.high or Decimal(100)
    middle = ((low + high) / 2).quantize(Decimal(1).scaleb(-fact.decimals))
    return f"{middle} {fact.unit}" if fact.kind is Kind.QUANTITY else str(middle)


def _previous(name: str, said: Any) -> FactValue:
    carried = Provenance("carried")
    if not isinstance(said, str) or DICTIONARY.fact(name).kind is not Kind.QUANTITY:
        return FactValue(name, said, on=EARLIER, provenance=carried)
    number, _, unit = said.partition(" ")
    return FactValue(name, Decimal(number), number, unit, on=EARLIER, provenance=carried)
