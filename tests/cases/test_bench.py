"""What is measured is a fair measure only while everybody gives the judge's answers."""

from __future__ import annotations

import sqlite3

import pytest

from bench.change import GROUPS
from bench.contenders import CONTENDERS, find_differing, judge_task
from bench.growth import generated_task, shipped_task
from bench.sheets import random_sheets
from bench.warehouse import Database, compare, filled, table_of
from mgdcds.core.engines.sql.statement import write_statement
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.stores.library.shipped import load_shipped_rulebook

RULEBOOK = load_shipped_rulebook()
TASKS = {
    "release 1": shipped_task(RULEBOOK, patients=100),
    "30 rules": generated_task(RULEBOOK, 30, patients=100),
    "300 rules": generated_task(RULEBOOK, 300, patients=30),
}
JUDGED = {name: judge_task(task) for name, task in TASKS.items()}


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("contender", CONTENDERS, ids=[each.name for each in CONTENDERS])
def test_everybody_who_is_measured_says_what_the_judge_says(contender, task):
    assert find_differing(contender, TASKS[task], JUDGED[task]) == []


@pytest.mark.parametrize("task", TASKS)
def test_a_measured_table_says_what_the_judge_says(task):
    asked = TASKS[task]
    table = table_of(asked.program.dictionary)
    statement = write_statement(asked.program, asked.codes, table=table)
    database = Database("sqlite", lambda: sqlite3.connect(":memory:"), "?")

    with filled(database, asked) as cursor:
        compare(cursor, statement, asked)


def test_generated_rules_fire_and_are_unknown_often():
    answers = JUDGED["300 rules"]

    assert len(frozenset().union(*(answer.fired for answer in answers))) > 100
    assert len(frozenset().union(*(answer.unknown for answer in answers))) > 100


def test_sheets_are_alike_each_time():
    dictionary = RULEBOOK.dictionary

    assert random_sheets(dictionary, 5) == random_sheets(dictionary, 5)


def test_every_patient_is_asked_about_in_one_group():
    for case in RULEBOOK.cases.values():
        recorded = len(sheet_of_case(case, dictionary=RULEBOOK.dictionary).values)

        assert sum(least <= recorded < most for least, most in GROUPS.values()) == 1
