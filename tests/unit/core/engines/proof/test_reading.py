"""What the prover follows, and what it leaves free."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from mgdcds.core.cql.check import Checked, check_expression
from mgdcds.core.cql.nodes import names_in
from mgdcds.core.cql.parse import parse_expression
from mgdcds.core.cql.scope import make_scope
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.program import Program
from mgdcds.core.engines.proof.logic import truth
from mgdcds.core.engines.proof.read import Reader
from mgdcds.core.engines.proof.search import Goal, find_patient
from mgdcds.core.engines.proof.table import free_operators
from mgdcds.core.engines.proof.variables import Texts
from mgdcds.core.engines.proof.verdict import Verdict
from mgdcds.core.values.truth import TRUE
from tests.generative.world import DICTIONARY

ON = datetime.date(2026, 11, 22)
#: Beside them products, quotients and powers of two facts are free, and months are about right.
FREE = (
    *("Power", "Ln", "Exp", "Log"),
    *("IncludedIn", "Includes", "ProperlyIncludedIn", "ProperlyIncludes"),
    *("Overlaps", "OverlapsBefore", "OverlapsAfter"),
    *("Before", "After", "SameOrBefore", "SameOrAfter"),
    *("Meets", "MeetsBefore", "MeetsAfter", "Starts", "Ends"),
    *("Start", "End", "Width", "PointFrom"),
    *("Union", "Intersect", "Except", "Collapse", "Expand"),
)


def _search(source):
    checked = check_expression(
        parse_expression(source), scope=make_scope(DICTIONARY), expected=BOOLEAN
    )
    assert checked.problems == ()
    reader = Reader(Program(DICTIONARY))
    piece = reader.tree(checked.tree)
    asked = Checked(checked.tree, checked.type, names=names_in(checked.tree))
    return find_patient(
        Goal(truth(piece.term).yes, ((reader, piece),)),
        confirm=lambda sheet: open_sheet(reader.program, sheet).truth_of_tree(asked) is TRUE,
        on=ON,
    )


def _values(found):
    return {name: value.value for name, value in found.sheet.values.items()}


def test_the_operators_that_are_left_free_are_these():
    assert free_operators() == FREE


@pytest.mark.parametrize(
    "source",
    [
        "b1 and not b1",
        "b1 is null and b1",
        "c1 = 'none' and c1 = 'some'",
        "c1 in {'none', 'some'} and c1 != 'none' and c1 != 'some'",
        "magnesium > 0.7 'mmol/L' and magnesium < 1.7 'mg/dL'",
        "magnesium > 0.70 'mmol/L' and magnesium < 0.7001 'mmol/L'",
        "magnesium < 0.05 'mmol/L'",
        "magnesium > magnesium_uln and magnesium < magnesium_lln",
        "magnesium is not null and magnesium_haemolysed",
        "d1 > Today()",
        "years between d1 and Today() > 140",
        "days between d1 and Today() < 0",
        "Max({n1, 5}) < 5",
        "Count({n1, n2}) > 2",
        "Round(n2, 0) = 2 and n2 < 1.5",
        "Coalesce(n1, 3) is null",
        "n1 div 7 > 2 and n1 < 21",
        "n1 * 0.5 > 60.1",
        "n1 in Interval[3, 5) and n1 >= 5",
        "if b1 then n1 < 0 else false",
        "case c1 when 'none' then n1 > 120 else false end",
        "n1 + 1 > 121.5",
    ],
)
def test_what_no_patient_can_be_is_proved(source):
    assert _search(source).verdict is Verdict.NONE


@pytest.mark.parametrize(
    "source",
    [
        "b1 is null and not b2",
        "c1 != 'none' and c1 = c2",
        "magnesium < 0.7 'mmol/L' and magnesium >= 1.69 'mg/dL'",
        "magnesium > magnesium_uln and magnesium < 0.5 'mmol/L'",
        "years between d1 and Today() = 18 and days between d1 and Today() < 6580",
        "d1 + 3 days = Today()",
        "n1 * n2 = 12 and n1 > 3 and n2 > 1.1",
        "weight / height > 0.5 'kg/cm' and height > 150 'cm'",
        "Power(n3, 2) > 2 and n3 < 1.5 and n3 > 0",
        "Ln(n1 + 1) > 0.5 and n1 > 3",
        "Sum({n1, n2}) = 7.5 and n1 is not null and n2 is not null",
        "n1 ~ 3",
        "Interval[n1, 5] overlaps Interval[7, 9] or n1 = 4",
    ],
)
def test_a_patient_is_found_where_there_is_one(source):
    assert _search(source).verdict is Verdict.FOUND


def test_a_patient_has_values_as_doors_let_them_in():
    values = _values(_search("magnesium < 0.7 'mmol/L' and b1 and c2 = 'some' and d1 < Today()"))

    assert values["magnesium"] == Decimal("0.1000")
    assert values["b1"] is True
    assert values["c2"] == "some"
    assert values["d1"] < ON


def test_the_day_is_the_one_that_was_asked_for_where_any_day_will_do():
    assert _search("b1").sheet.on == ON
    assert _search("b1 and Today() > @2030-01-01").sheet.on > datetime.date(2030, 1, 1)


def test_texts_keep_their_order_whenever_they_are_met():
    texts = Texts()
    met = ["m", "a", "z", "g", "b"]
    for text in met:
        texts.place(text)

    assert sorted(met, key=texts.place) == sorted(met)
