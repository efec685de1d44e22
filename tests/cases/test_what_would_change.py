"""What would change the advice of release 1, and what its missing facts could change."""

import datetime
import random
from decimal import Decimal

import pytest

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.facts.make_sheet import change_sheet, make_sheet
from mgdcds.core.facts.sheet import FactValue
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.plans import propose
from mgdcds.core.guidance.prospects import find_prospects
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency
from mgdcds.core.guidance.standing import find_standing
from mgdcds.core.guidance.what_if import find_changes_of_plan, find_changes_of_rule
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()
ON = datetime.date(2026, 11, 22)
SLUGS = sorted(RULEBOOK.cases)[::25]


def sheet_of(**values):
    facts = {
        name: FactValue(
            name, Decimal(value) if isinstance(value, str) and value[0].isdigit() else value
        )
        for name, value in values.items()
    }
    return make_sheet(RULEBOOK.dictionary, facts, on=ON)


def sheet_of_slug(slug):
    return sheet_of_case(RULEBOOK.cases[slug], dictionary=RULEBOOK.dictionary)


def told(report, code):
    """Where a report says that a rule stands."""
    rule = report.rule(code)
    deeds = [(each.verb, each.target, each.in_weeks, each.state) for each in rule.actions]
    return rule.status, rule.level, deeds


def stands(standing):
    deeds = [(each.verb, each.target, each.in_weeks, each.state) for each in standing.deeds]
    return standing.status, standing.level, deeds


def lines_of(report):
    plan = propose(report)
    return {(each.verb, each.target, each.in_weeks) for each in (*plan.items, *plan.follow_up)}


@pytest.mark.parametrize("slug", SLUGS)
def test_a_rule_stands_where_advise_says(slug):
    sheet = sheet_of_slug(slug)
    report, evaluation = advise(RULEBOOK, sheet, reasons=False), open_sheet(RULEBOOK.program, sheet)

    for code, rule in RULEBOOK.checked.items():
        assert stands(find_standing(rule, evaluation)) == told(report, code)


@pytest.mark.parametrize("slug", SLUGS)
def test_each_change_of_a_rule_is_so_when_advice_is_asked_for_again(slug):
    sheet = sheet_of_slug(slug)

    for rule in advise(RULEBOOK, sheet, reasons=False).rules:
        for found in find_changes_of_rule(RULEBOOK, sheet, rule.code, most=4):
            change = found.change
            then = change_sheet(RULEBOOK.dictionary, sheet, change.fact, change.to)

            assert told(advise(RULEBOOK, then, reasons=False), rule.code) == stands(found.then)
            assert stands(found.then) != stands(found.now) == told_of(rule)


def told_of(rule):
    deeds = [(each.verb, each.target, each.in_weeks, each.state) for each in rule.actions]
    return rule.status, rule.level, deeds


@pytest.mark.parametrize("slug", SLUGS)
def test_each_change_of_the_plan_is_so_when_advice_is_asked_for_again(slug):
    sheet = sheet_of_slug(slug)
    now = lines_of(advise(RULEBOOK, sheet, reasons=False))

    for found in find_changes_of_plan(RULEBOOK, sheet, most=4):
        changed = change_sheet(RULEBOOK.dictionary, sheet, found.change.fact, found.change.to)
        then = lines_of(advise(RULEBOOK, changed, reasons=False))

        assert {(line.verb, line.target, line.in_weeks) for line in found.added} == then - now
        assert {(line.verb, line.target, line.in_weeks) for line in found.dropped} == now - then
        assert then != now


def test_the_upper_end_of_a_band_is_one_step_beyond_it():
    sheet = sheet_of(vitamin_d_25oh="28", magnesium="0.8")

    first = find_changes_of_rule(RULEBOOK, sheet, "B02")[0]

    assert (first.change.fact, first.change.to) == ("vitamin_d_25oh", Decimal("30.01"))
    assert first.change.before == Decimal("30.00")
    assert (first.now.status, first.then.status) == (Status.WITHHELD, Status.NOT_MET)


def test_a_cut_off_is_found_through_a_formula():
    sheet = sheet_of(creatinine="1.2", age_years="60", sex="male", dialysis="none", pregnant=False)

    changes = {found.change.to: found for found in find_changes_of_rule(RULEBOOK, sheet, "K02")}

    up = next(each for to, each in changes.items() if isinstance(to, Decimal) and to > 1)
    assert up.change.fact == "creatinine"
    assert up.then.status is Status.FIRES
    for value, is_below in ((up.change.to, True), (up.change.before, False)):
        changed = change_sheet(RULEBOOK.dictionary, sheet, "creatinine", value)
        egfr = open_sheet(RULEBOOK.program, changed).value("best_egfr")
        assert (egfr < 45) is is_below


def test_a_haemolysed_sample_takes_its_magnesium_with_it():
    sheet = sheet_of(magnesium="0.45", magnesium_haemolysed=False)

    found = find_changes_of_rule(RULEBOOK, sheet, "A04")
    by_fact = {each.change.fact: each.then.status for each in found}

    assert by_fact["magnesium_haemolysed"] is Status.UNKNOWN


def test_a_rule_that_nothing_recorded_moves_has_no_changes():
    assert find_changes_of_rule(RULEBOOK, sheet_of(sex="male"), "A04") == ()


def test_what_could_make_an_emergency_comes_first():
    prospects = find_prospects(RULEBOOK, sheet_of(sex="female", age_years="50"))

    first = prospects[0]
    assert first.fact == "magnesium"
    codes = {outlook.code: outlook for outlook in first.outlooks}
    assert codes["A04"].urgency is Urgency.EMERGENCY
    assert {Status.FIRES, Status.NOT_MET} == codes["A04"].statuses
    ranks = [
        list(Urgency).index(each) if (each := one.outlooks[0].urgency) else 9
        for one in prospects
        if one.outlooks
    ]
    assert ranks == sorted(ranks)


def test_a_fact_that_settles_nothing_alone_names_its_partner():
    prospects = {each.fact: each for each in find_prospects(RULEBOOK, sheet_of(sex="female"))}

    assert prospects["calcium"].outlooks == ()
    assert prospects["calcium"].only_with == "albumin"
    assert "S01" in prospects["calcium"].waiting
    assert prospects["ppi"].only_with == "ppi_days"
    assert prospects["vitamin_d_25oh_previous"].only_with == ""


def test_what_is_not_missing_promises_nothing():
    names = {each.fact for each in find_prospects(RULEBOOK, sheet_of(sex="male", ppi=True))}

    assert not names & {"sex", "ppi", "pregnant"}


def test_a_value_that_is_too_old_is_missing():
    old = FactValue("magnesium", Decimal("0.8"), on=ON - datetime.timedelta(days=200))
    sheet = make_sheet(RULEBOOK.dictionary, {"magnesium": old}, on=ON)

    (found,) = [each for each in find_prospects(RULEBOOK, sheet) if each.fact == "magnesium"]

    assert found.why == "stale"
    assert {outlook.code for outlook in found.outlooks} >= {"A03", "A04", "S09"}


@pytest.mark.parametrize("slug", SLUGS[::2])
def test_no_value_of_a_missing_fact_does_more_than_is_said(slug):
    sheet, chance = sheet_of_slug(slug), random.Random(slug)
    before = standings_on(sheet)
    said = {name: each for each in find_prospects(RULEBOOK, sheet) for name in names_of(each)}

    for name, fact in RULEBOOK.dictionary.facts.items():
        if name in sheet.values or fact.possible.low is None:
            continue
        promised = {each.code: each.could for each in said[name].outlooks} if name in said else {}
        for _ in range(12):
            value = Decimal(chance.randint(int(fact.possible.low) + 1, int(fact.possible.high)))
            then = standings_on(change_sheet(RULEBOOK.dictionary, sheet, name, value))
            moved = {code: then[code] for code in then if then[code] != before[code]}

            assert moved.keys() <= promised.keys(), (name, value)
            if name in said and said[name].fact == name:
                assert all(moved[code] in promised[code] for code in moved), (name, value)


def names_of(prospect):
    return (prospect.fact, *prospect.instead)


def standings_on(sheet):
    evaluation = open_sheet(RULEBOOK.program, sheet)
    return {code: find_standing(rule, evaluation) for code, rule in RULEBOOK.checked.items()}
