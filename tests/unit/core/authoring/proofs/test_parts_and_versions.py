"""Parts that never matter, levels that are never reached, and versions that differ."""

from __future__ import annotations

import datetime

from mgdcds.core.authoring.proofs.answers import Kind
from mgdcds.core.authoring.proofs.levels import ask_levels
from mgdcds.core.authoring.proofs.page import write_proofs_page
from mgdcds.core.authoring.proofs.parts import ask_parts
from mgdcds.core.authoring.proofs.prover import Prover
from mgdcds.core.authoring.proofs.release import day_of, prove_release
from mgdcds.core.authoring.proofs.versions import compare_releases
from mgdcds.core.engines.proof.verdict import Verdict
from tests.unit.core.authoring.worked import make_case, worked_rulebook
from tests.unit.core.guidance.small import (
    RULES,
    make_action,
    make_level,
    make_rule,
    small_rulebook,
)

ON = datetime.date(2026, 11, 22)


def _parts(when, *cases):
    prover = Prover(worked_rulebook(when, *cases), on=ON)
    return [answer for answer in ask_parts(prover) if answer.question.subject == "B01"]


def _idle(when, *cases):
    return [answer.said for answer in _parts(when, *cases) if answer.is_finding]


def _recorded(answer):
    return {name: str(value.value) for name, value in answer.witness.values.items()}


# Parts


def test_a_part_that_another_one_implies_never_matters():
    assert _idle("vitamin_d < 12 'ng/mL' and vitamin_d < 30 'ng/mL' and seizure") == [
        "In B01, 'vitamin_d < 30 'ng/mL'' never matters: with 'true' in its place the answer is "
        "the same for every patient."
    ]


def test_parts_that_matter_are_no_finding_and_have_a_patient():
    answers = _parts("vitamin_d < 12 'ng/mL' and (seizure or calcium_is_high)")

    assert {answer.verdict for answer in answers} == {Verdict.FOUND}
    assert len(answers) == 3


def test_what_changes_only_an_unknown_answer_matters():
    assert _idle("seizure or not seizure") == []


def test_the_code_of_a_rule_that_repeats_what_is_said_never_matters():
    said = _idle("seizure and not calcium_is_high and not S01")

    assert [text.partition(" never")[0] for text in said] == [
        "In B01, 'calcium_is_high'",
        "In B01, 'S01'",
    ]


def test_an_idle_part_that_spares_a_question_says_which():
    low = "magnesium < 0.7 'mmol/L'"
    high = "if seizure then null else calcium_is_high"
    when = f"if seizure then {low} else Coalesce({high}, {low})"

    said = _idle(when, make_case("unknown", seizure=True))

    assert said[0].startswith("In B01, 'seizure' never matters")
    assert said[0].endswith("It spares questions: without it, case c1 would also ask for "
                            "calcium_is_high.")  # fmt: skip


# Levels


def _levels(*levels):
    rulebook = small_rulebook({"B01": make_rule("B01", "seizure", list(levels))})
    answers = ask_levels(Prover(rulebook, on=ON))
    return {each.question.subject: each for each in answers if each.question.rules == ("B01",)}


def test_a_level_behind_one_that_always_holds_is_never_reached():
    answers = _levels(
        make_level(when="magnesium < 0.8 'mmol/L'"),
        make_level(when="magnesium < 0.7 'mmol/L'"),
        make_level(),
    )

    assert [answer.is_finding for answer in answers.values()] == [False, True, False]
    assert answers["B01, level 2"].said == (
        "Level 2 of B01 can never be reached: an earlier one always holds."
    )


def test_a_level_that_is_reached_only_while_something_is_unknown_is_shown():
    answers = _levels(make_level(when="seizure"), make_level())

    assert answers["B01, level 2"].verdict is Verdict.NONE

    answers = _levels(make_level(when="calcium_is_high is not null"), make_level())

    assert _recorded(answers["B01, level 2"]) == {"seizure": "True"}


# Versions


def _compare(old, new):
    before, after = (small_rulebook({"B01": rule}) for rule in (old, new))
    return {answer.question.subject: answer for answer in compare_releases(before, after, on=ON)}


def test_a_moved_cut_off_is_shown_on_the_patient_between():
    answer = _compare(
        make_rule("B01", "vitamin_d < 30 'ng/mL'", [make_level()]),
        make_rule("B01", "vitamin_d <= 30 'ng/mL'", [make_level()]),
    )["B01"]

    assert _recorded(answer) == {"vitamin_d": "30.00"}
    assert answer.said == "For this patient B01 was false, and is true (level 1)."
    assert answer.witness.expect == {"fires": ("B01",)}


def test_another_way_to_say_the_same_differs_for_nobody():
    answers = _compare(
        make_rule("B01", "vitamin_d < 30 'ng/mL' and not seizure", [make_level()]),
        make_rule("B01", "not (vitamin_d >= 75 'nmol/L' or seizure)", [make_level()]),
    )

    assert {answer.verdict for answer in answers.values()} == {Verdict.NONE}


def test_a_version_that_is_unknown_elsewhere_differs():
    answer = _compare(
        make_rule("B01", "Coalesce(seizure, false)", [make_level()]),
        make_rule("B01", "seizure", [make_level()]),
    )["B01"]

    assert _recorded(answer) == {}
    assert answer.said == "For this patient B01 was false, and is unknown."


def test_a_version_with_another_level_in_force_differs():
    soon, late = make_level(when="calcium_is_high", urgency="soon"), make_level()
    answer = _compare(
        make_rule("B01", "seizure", [late]), make_rule("B01", "seizure", [soon, late])
    )["B01"]

    assert answer.said == "For this patient B01 was true (level 1), and is true (level 2)."


def test_a_changed_definition_changes_the_rules_that_read_it():
    old, new = (
        small_rulebook(definitions=f"define best_egfr: egfr\ndefine mg_ok: best_egfr >= {limit} "
                       "and not S01\ndefine d_ok: not S01\ndefine both_ok: mg_ok and d_ok\n",
                       rules={"B02": make_rule("B02", "mg_ok", [make_level()])})
        for limit in (30, 45)
    )  # fmt: skip

    differing = [
        answer.question.subject
        for answer in compare_releases(old, new, on=ON)
        if answer.verdict is Verdict.FOUND
    ]

    assert differing == ["B02"]


# A whole release


def test_a_release_is_asked_everything_and_its_page_stays_the_same():
    rulebook = worked_rulebook("seizure", make_case("fires", seizure=True))

    proofs, again = prove_release(rulebook), prove_release(rulebook)

    assert {answer.question.kind for answer in proofs.answers} >= {Kind.FIRES, Kind.TOGETHER}
    assert write_proofs_page(rulebook, proofs) == write_proofs_page(rulebook, again)
    assert "| B01 is true. | yes | case `c1` |" in write_proofs_page(rulebook, proofs)
    assert day_of(rulebook) == ON


def test_what_stands_against_publishing_is_counted_on_the_page():
    start = make_rule("B01", "seizure", [make_level(make_action("start vitamin D"))])
    rulebook = small_rulebook({"B01": start, "A01": RULES["A01"]})

    proofs = prove_release(rulebook)
    page = write_proofs_page(rulebook, proofs)

    assert [answer.question.subject for answer in proofs.serious] == ["B01 and S01"]
    assert "1 findings stand against publishing" in page
    assert "| yes | calcium_is_high yes; seizure yes |" in page


def test_what_was_searched_for_another_release_is_remembered():
    remembered = {}
    first = prove_release(small_rulebook(), kinds=[Kind.CONTRADICTS], remembered=remembered)
    searches = len(remembered)
    changed = {"A01": make_rule("A01", "seizure", [make_level()], category="status")}

    second = prove_release(small_rulebook(changed), kinds=[Kind.CONTRADICTS], remembered=remembered)

    assert searches == len(remembered) == 2
    assert [each.verdict for each in first.answers] == [each.verdict for each in second.answers]
