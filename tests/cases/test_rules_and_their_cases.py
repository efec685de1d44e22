"""Every rule has cases of its own, and every case says what it is about."""

from collections import defaultdict

from mgdcds.core.facts.case import STATUSES
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()
#: A status rule fires as soon as its value is known, so it is never "not met".
NEVER_NOT_MET = {"A01", "A03"}
#: Only these have an action that withholds the whole rule.
CAN_BE_WITHHELD = {"B01", "B02"}


def expected_of(case):
    return {code: status for status, codes in case.expect.items() for code in codes}


def test_every_rule_has_cases_of_its_own_for_each_status_that_it_can_have():
    tried = defaultdict(set)
    for case in RULEBOOK.cases.values():
        tried[case.rule].add(expected_of(case).get(case.rule))

    for code in RULEBOOK.rules:
        possible = set(STATUSES) - ({"not_met"} if code in NEVER_NOT_MET else set())
        possible -= set() if code in CAN_BE_WITHHELD else {"withheld"}
        assert tried[code] == possible, code


def test_only_the_rules_that_say_so_can_be_withheld():
    withholding = {
        code
        for code, rule in RULEBOOK.rules.items()
        for level in rule.levels
        for action in level.actions
        for gate in action.gates
        if "withhold rule" in (gate.when_false, gate.when_unknown)
    }

    assert withholding == CAN_BE_WITHHELD


def test_every_case_has_a_note_and_expects_something_of_its_rule():
    for slug, case in RULEBOOK.cases.items():
        assert case.note, slug
        assert case.rule in expected_of(case), slug
