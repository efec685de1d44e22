"""What the cases of a rule lack: shown on a page, and added to the draft from there."""

from __future__ import annotations

import re

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.library import queries
from mgdcds.stores.library.gates import run_gates
from mgdcds.stores.library.mutation import MUTANTS
from mgdcds.stores.library.values import GateState
from tests.integration.stores.library.writing import save
from tests.integration.workspace.browsing import at_work, of_draft, open_draft, text_of
from tests.shipped import shipped_with_few_cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def draft(author):
    return open_draft(author)


def _asked(html):
    return re.findall(r'name="asked" value="(\w+)"', html)[0]


def _cases(draft):
    changes = queries.get_draft(draft.id).entries
    return [one.entry for one in changes if one.entry.kind is EntryKind.CASE]


def test_a_rule_with_all_its_cases_lacks_none(writer, draft):
    words = text_of(writer.get(of_draft(draft, "rules/B03/cases/")))

    assert "Its cases notice every mistake" in words
    assert "17 of 17 small mistakes are noticed; 80 % are needed." in words
    assert "Add this case to the draft" not in words


def test_a_mistake_that_goes_unnoticed_is_told_with_the_patient_who_is_missing(writer, draft):
    words = text_of(writer.get(of_draft(draft, "rules/S03/cases/")))

    assert "Too many mistakes go unnoticed to be published" in words
    assert "vitamin_d_25oh > 150 'ng/mL' could be vitamin_d_25oh >= 150 'ng/mL'" in words
    assert "add a case with 25(OH)D: 150 ng/mL (375 nmol/L)" in words
    assert "S03: does not apply" in words
    assert "No case has vitamin_d_25oh > 150 'ng/mL' unknown." in words


def test_one_case_is_added_to_the_draft_and_is_missing_no_more(writer, draft):
    path = of_draft(draft, "rules/S03/cases/")
    html = writer.get(path)
    before = html.count("Add this case to the draft")

    writer.send(path, asked=_asked(html), case="1")

    (case,) = _cases(draft)
    assert case.content()["rule"] == "S03"
    assert case.content()["facts"]["vitamin_d_25oh"] == "150 ng/mL"
    assert writer.get(path).count("Add this case to the draft") == before - 1


def test_all_cases_are_added_at_once_and_the_gate_opens(writer, draft, author):
    save(author, draft, "S03", when="vitamin_d_25oh > 150.5 'ng/mL'")
    path = of_draft(draft, "rules/S03/cases/")
    assert "too few in S03" in writer.get(of_draft(draft, "check/"))

    writer.send(path, asked=_asked(writer.get(path)))

    assert "Its cases notice every mistake" in writer.get(path)
    assert "too few in S03" not in writer.get(of_draft(draft, "check/"))


def test_the_problem_names_the_rule_and_says_what_to_do(writer, draft, author):
    save(author, draft, "S03", when="vitamin_d_25oh > 150.5 'ng/mL'")

    words = text_of(writer.get(of_draft(draft, "check/")))

    assert "The cases of S03 would notice" in words
    assert "Add the cases that its page proposes." in words


def test_proposals_of_an_older_state_are_not_added(writer, draft):
    path = of_draft(draft, "rules/S03/cases/")

    writer.send(path, asked="0" * 64)

    assert _cases(draft) == []
    assert "The draft has changed." in writer.get(path)


def test_an_approver_reads_and_adds_nothing(approver, draft):
    reader = at_work(approver)
    path = of_draft(draft, "rules/S03/cases/")
    html = reader.get(path)

    assert "Cases that are missing" in html
    assert "Add this case to the draft" not in html
    reader.send(path, 403, asked="0" * 64)


def test_while_a_draft_cannot_be_read_nothing_is_tried(writer, draft, author):
    save(author, draft, "B01", when="vitamin_d_25oh <")

    words = text_of(writer.get(of_draft(draft, "rules/S03/cases/")))

    assert "Nothing can be tried until the draft can be read." in words


def test_the_rule_leads_to_what_its_cases_lack(writer, draft):
    assert "What its cases lack" in text_of(writer.get(of_draft(draft, "rules/S03/")))


def test_an_unknown_rule_is_not_found(writer, draft):
    assert writer.client.get(of_draft(draft, "rules/Z99/cases/")).status_code == 404


def test_on_an_empty_base_all_rules_are_tried_and_none_holds_up_anything():
    report = run_gates(shipped_with_few_cases(), base=())
    gate = next(one for one in report.gates if one.name == MUTANTS)

    assert gate.state is GateState.FAILED
    assert " mistakes are noticed; too few in A02, " in gate.detail
    assert report.problems == ()
