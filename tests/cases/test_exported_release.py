"""The exported release says what the release says, for every shipped patient."""

import re

from mgdcds.core.cql.nodes import Call, walk
from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.engines.export.forms import QuantityOf
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.export.names import (
    action_name,
    fires_name,
    instead_name,
    level_name,
    status_name,
)
from mgdcds.core.guidance.export.program import exported_program
from mgdcds.core.guidance.report import ActionState, Status
from mgdcds.core.values.truth import TRUE
from tests.cases.exported import RULEBOOK, exported_library, program_read_back

SHEETS = {
    slug: sheet_of_case(case, dictionary=RULEBOOK.dictionary)
    for slug, case in RULEBOOK.cases.items()
}


def proposed_by_names(evaluation, code):
    """What the exported conditions of a rule propose: verb and target, in order."""
    found = []
    for at, level in enumerate(RULEBOOK.rules[code].levels, 1):
        for number, action in enumerate(level.actions, 1):
            if evaluation.truth(action_name(code, at, number)) is TRUE:
                found.append((action.verb, action.target, at - 1))
            for place, gate in enumerate(action.gates, 1):
                name = instead_name(code, at, number, place)
                if gate.instead and evaluation.truth(name) is TRUE:
                    found.append((gate.instead.verb, gate.instead.target, at - 1))
    return found


def test_statuses_levels_and_actions_are_those_of_the_report_for_every_shipped_patient():
    program = exported_program(RULEBOOK)

    for slug, sheet in SHEETS.items():
        evaluation, report = open_sheet(program, sheet), advise(RULEBOOK, sheet, reasons=False)
        for rule in report.rules:
            expected = [
                (action.verb, action.target, rule.level)
                for action in rule.actions
                if action.state is ActionState.PROPOSED
            ]
            levels = range(len(RULEBOOK.rules[rule.code].levels))
            in_force = [
                at for at in levels if evaluation.truth(level_name(rule.code, at + 1)) is TRUE
            ]

            assert evaluation.value(status_name(rule.code)) == rule.status, (slug, rule.code)
            assert proposed_by_names(evaluation, rule.code) == expected, (slug, rule.code)
            fires = evaluation.value(fires_name(rule.code))
            assert fires is (rule.status is Status.FIRES), (slug, rule.code)
            said = rule.status in (Status.FIRES, Status.WITHHELD)
            assert in_force == ([rule.level] if said else []), (slug, rule.code)


def test_the_text_read_back_by_our_parser_answers_the_same_for_every_shipped_patient():
    program, read_back = exported_program(RULEBOOK), program_read_back()

    for slug, sheet in SHEETS.items():
        expected, found = open_sheet(program, sheet), open_sheet(read_back, sheet)
        for name in program.expressions:
            assert found.value(name) == expected.value(name), (slug, name)


def test_every_expression_stands_in_the_text_once():
    text, program = exported_library().text, exported_program(RULEBOOK)

    defined = re.findall(r'^define "([^"]+)":', text, re.MULTILINE)

    assert len(defined) == len(set(defined))
    assert set(program.expressions) <= set(defined)
    readings = {given.read for given in exported_library().inputs if given.read != given.name}
    assert readings <= set(defined)


def test_every_name_that_the_text_reads_is_declared_in_it():
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", exported_library().text, flags=re.DOTALL)

    declared = set(re.findall(r'^(?:define(?: function)?|parameter) "([^"]+)"', text, re.MULTILINE))

    assert set(re.findall(r'"([^"]+)"', text)) <= declared


def test_no_meaning_of_our_own_is_left_in_the_text():
    for name, tree in exported_library().defines.items():
        for node in walk(tree):
            assert not (isinstance(node, Call) and node.operator in {"In", "Contains"}), name
            assert type(node).__name__ not in {"Cast", "Convert"}, name
            if isinstance(node, QuantityOf):
                assert node.unit != "1", name


def test_the_text_says_which_release_it_is_and_who_checked_each_rule():
    text = exported_library().text

    assert "library MgDCDS version '1'" in text
    assert RULEBOOK.hash in text
    assert text.count("@checked not yet checked by a clinician") == len(RULEBOOK.rules)
