import datetime
import json
from decimal import Decimal

import pytest

from mgdcds.core.facts.make_sheet import make_sheet
from mgdcds.core.facts.sheet import FactValue, Provenance
from mgdcds.core.facts.sheet_json import UnableToReadSheet, sheet_from_text, sheet_to_text
from tests.unit.core.facts.with_limits import ON, dictionary

OLD = datetime.date(2020, 1, 1)
VALUES = {
    "pregnant": FactValue("pregnant", False),
    "dialysis": FactValue("dialysis", "none"),
    "birth_date": FactValue("birth_date", datetime.date(1980, 2, 29)),
    "vitamin_d_25oh": FactValue(
        "vitamin_d_25oh", Decimal("3.99"), "4.0", "ng/mL", "<", ON, Provenance("fhir", "obs/1")
    ),
    "magnesium": FactValue("magnesium", Decimal("0.8"), on=OLD),
}
SHEET = make_sheet(
    dictionary(), VALUES, on=ON, reviewed=["conditions"], limits={"pth_uln": Decimal(70)}
)


def test_a_sheet_comes_back_as_it_was():
    assert sheet_from_text(sheet_to_text(SHEET)) == SHEET


def test_the_text_of_a_sheet_is_the_same_for_ever():
    text = sheet_to_text(SHEET)

    assert sheet_to_text(sheet_from_text(text)) == text


def test_only_what_was_recorded_is_written():
    content = json.loads(sheet_to_text(SHEET))

    assert content["values"]["pregnant"] == {"door": "case", "kind": "boolean", "value": False}
    assert content["values"]["vitamin_d_25oh"]["comparator"] == "<"
    assert content["set_aside"]["magnesium"]["why"] == "stale"
    assert content["limits_from"]["pth_uln"] == "result"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "This is not a stored fact sheet: Expecting value"),
        ("[]", "This is not a stored fact sheet: "),
        ("{}", "This is not a stored fact sheet: it lacks 'format'."),
        ('{"format": 99}', "its format is 99, not 1."),
        ("[" * 100_000, "it is nested too deeply."),
        (sheet_to_text(SHEET).replace('"kind":"boolean"', '"kind":"x"'), "'x' is not a kind"),
        (
            sheet_to_text(SHEET).replace("2026-11-22", "2026-99-99"),
            "This is not a stored fact sheet: ",
        ),
        (sheet_to_text(SHEET).replace('"3.99"', '"abc"'), "This is not a stored fact sheet: "),
    ],
    ids=lambda value: str(value)[:25],
)
def test_what_is_no_sheet_is_refused(text, words):
    with pytest.raises(UnableToReadSheet) as unable:  # noqa: PT011 - the words are below
        sheet_from_text(text)

    assert words in str(unable.value)
