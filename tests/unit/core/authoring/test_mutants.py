"""Small mistakes in a condition, and whether the cases notice them."""

from __future__ import annotations

import pytest

from mgdcds.core.authoring.mutants import make_mutants, score_rule, try_mutants
from mgdcds.core.guidance.status import definitions_behind
from tests.unit.core.authoring.worked import make_case, open_trials, worked_rulebook
from tests.unit.core.guidance.small import gate as make_gate
from tests.unit.core.guidance.small import make_action, make_level, make_rule

_MORE = """
define best_egfr: Coalesce(100 / creatinine, egfr)
define mg_ok: best_egfr >= 30 and not S01
define d_ok: not S01
define both_ok: mg_ok and d_ok
"""


def _said(when, **changes):
    return [mutant.said for mutant in make_mutants(worked_rulebook(when, **changes), "B01")]


def _tried(trials, code="B01"):
    names = definitions_behind(trials.rulebook, code)
    return score_rule(trials, code, try_mutants(trials, names))


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (
            "vitamin_d < 30 'ng/mL'",
            [
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d <= 30 'ng/mL'`",
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d > 30 'ng/mL'`",
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d < 31 'ng/mL'`",
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d < 29 'ng/mL'`",
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d < 33 'ng/mL'`",
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d < 27 'ng/mL'`",
                "`vitamin_d < 30 'ng/mL'` could be `vitamin_d < 30 'nmol/L'`",
            ],
        ),
        (
            "egfr >= 30",
            [
                "`egfr >= 30` could be `egfr > 30`",
                "`egfr >= 30` could be `egfr <= 30`",
                "`egfr >= 30` could be `egfr >= 31`",
                "`egfr >= 30` could be `egfr >= 29`",
                "`egfr >= 30` could be `egfr >= 33`",
                "`egfr >= 30` could be `egfr >= 27`",
            ],
        ),
        (
            "magnesium > 0 'mmol/L'",
            [
                "`magnesium > 0 'mmol/L'` could be `magnesium >= 0 'mmol/L'`",
                "`magnesium > 0 'mmol/L'` could be `magnesium < 0 'mmol/L'`",
                "`magnesium > 0 'mmol/L'` could be `magnesium > 0.01 'mmol/L'`",
            ],
        ),
        (
            "seizure and calcium_is_high",
            [
                "`and` could be `or` between `seizure` and `calcium_is_high`",
                "`seizure` could be left out",
                "`calcium_is_high` could be left out",
                "`seizure` could be `not seizure`",
                "`calcium_is_high` could be `not calcium_is_high`",
            ],
        ),
        ("not seizure", ["`not seizure` could be `seizure`"]),
        ("seizure", ["`seizure` could be `not seizure`"]),
        (
            "magnesium is null",
            ["`magnesium is null` could be `magnesium is not null`"],
        ),
        (
            "seizure is not false",
            [
                "`seizure is not false` could be `seizure is true`",
                "`seizure` could be `not seizure`",
            ],
        ),
        (
            "sex in {'female', 'male'}",
            [
                "`'female'` could be left out of `{'female', 'male'}`",
                "`'male'` could be left out of `{'female', 'male'}`",
            ],
        ),
        (
            "if sex = 'male' then false else seizure",
            [
                "`then` and `else` of `if sex = 'male'` could change places",
                "`sex = 'male'` could be `sex != 'male'`",
                "`false` could be `true`",
                "`seizure` could be `not seizure`",
            ],
        ),
        (
            "Coalesce(seizure, false)",
            [
                "`seizure` could be left out",
                "`false` could be left out",
                "`seizure` could be `not seizure`",
                "`false` could be `true`",
            ],
        ),
    ],
)
def test_every_kind_of_mistake_is_made(when, said):
    found = _said(when)

    assert found == said


def test_constants_of_a_definition_and_branches_of_a_choice_are_mistaken():
    definitions = (
        f"{_MORE}\ndefine dose: case when sex = 'male' then 10 when seizure then 20 else 5 end"
    )
    book = worked_rulebook("egfr > dose", definitions=definitions)

    said = [mutant.said for mutant in make_mutants(book, "dose")]

    assert "`when sex = 'male' then 10` could be left out" in said
    assert {"`10` could be `11`", "`10` could be `9`", "`5` could be `6`"} <= set(said)


def test_each_mutant_is_checked_and_says_where_it_is():
    book = worked_rulebook("magnesium < 0.50 'mmol/L'\n  or seizure")
    mutants = list(make_mutants(book, "B01"))

    assert all(not mutant.checked.problems for mutant in mutants)
    assert {(m.place.line, m.place.column) for m in mutants} == {(1, 1), (2, 6)}
    assert len({mutant.checked.tree for mutant in mutants}) == len(mutants)


def test_a_case_at_the_boundary_notices_the_boundary():
    at_30 = make_case("not_met", vitamin_d="30 ng/mL")
    at_20 = make_case("fires", vitamin_d="20 ng/mL")

    score = _tried(open_trials("vitamin_d < 30 'ng/mL'", at_30, at_20))

    assert [each.mutant.said.split("could be ")[1] for each in score.survivors] == [
        "`vitamin_d < 29 'ng/mL'`",
        "`vitamin_d < 27 'ng/mL'`",
    ]
    assert (score.killed, score.tried) == (5, 7)


def test_a_survivor_is_a_sentence_that_a_clinician_reads():
    score = _tried(open_trials("seizure"))

    assert [each.sentence for each in score.survivors] == [
        "`seizure` could be `not seizure` and no case would notice."
    ]
    assert not score.is_enough


def test_the_case_that_notices_is_named_with_the_rule():
    trials = open_trials("seizure", make_case("fires", seizure=True))

    (tried,) = try_mutants(trials, ["B01"])["B01"]

    assert (tried.case, tried.rule, tried.is_killed) == ("c1", "B01", True)


def test_the_definitions_behind_a_gate_that_withholds_are_tried_too():
    level = make_level(
        make_action(
            "start magnesium supplement",
            make_gate("mg_ok", "withhold rule", "keep"),
            make_gate("d_ok", "drop action", "keep"),
        )
    )
    book = worked_rulebook("seizure", rules={"B01": make_rule("B01", "seizure", [level])})

    assert definitions_behind(book, "B01") == ("B01", "mg_ok", "best_egfr")


def test_a_rule_of_safety_needs_more_of_its_mutants_noticed():
    score = _tried(
        open_trials("seizure", make_case("fires", rule="S01", calcium_is_high=True)), "S01"
    )

    assert (score.wanted, score.share, score.is_enough) == (0.9, 1.0, True)
