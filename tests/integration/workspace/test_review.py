"""From a draft to the next release: written by one person, reviewed and published by another."""

from __future__ import annotations

import re

import pytest

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.core.guidance.report import Status
from mgdcds.stores.accounts import operations as accounts
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import Role
from mgdcds.stores.evaluations import operations as evaluations
from mgdcds.stores.evaluations.queries import get_evaluation
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.values import DraftState
from tests.builders import AT, make_patient, make_visit
from tests.integration.stores.library.writing import content_of, publish, publish_title, save
from tests.integration.workspace.browsing import (
    at_work,
    drafted,
    of_draft,
    open_draft,
    text_of,
    typed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(author):
    return at_work(author)


@pytest.fixture
def reviewer(approver):
    return at_work(approver)


@pytest.fixture
def submitted(author):
    """A draft that waits for review."""
    draft = open_draft(author)
    save(author, draft, "B01", title="Reviewed by somebody else")
    return operations.submit_draft(actor=author, draft_id=draft.id, comment="As agreed.", at=AT)


def _told(evaluation_id, clinic_id):
    evaluation = get_evaluation(clinic_id, evaluation_id, at=AT)
    return evaluation.release.label, {rule.code: rule for rule in evaluation.report.rules}


def _evaluated(clinician, patient, **facts):
    return make_visit(clinician, patient, facts or None).evaluation_id


def test_the_whole_way_from_a_draft_to_advice(writer, reviewer, clinician):
    clinic, patient = clinician.clinic_id, make_patient(clinician)
    old = _evaluated(clinician, patient, vitamin_d_25oh="52 ng/mL")
    address = writer.send("/workspace/", title="Raise the cut-off of B04")
    _raise_the_cut_off(writer, address)
    _let_cases_expect_it(writer, address)

    writer.send(f"{address}submit/", comment="Raised with the lab.")
    words = text_of(reviewer.get(address))
    assert "Submitted for review by Aida Author Raised with the lab." in words
    reviewer.send(f"{address}return/", comment="Say why in the title.")
    words = text_of(writer.get(address))
    assert words.index("Say why in the title.") < words.index(" changes")
    writer.save(f"{address}rules/B04/", title="Above 54 ng/mL, as the laboratory reports")
    writer.send(f"{address}submit/")
    revision = typed_in(_as_editor(reviewer.get(address)))["revision"]
    reviewer.send(f"{address}publish/", revision=revision, comment="Cut-off raised to 54.")

    _check_advice(clinician, clinic, old)
    _check_history(writer)


def _raise_the_cut_off(writer, address):
    for code in ("B04", "B03"):
        path = f"{address}rules/{code}/"
        condition = writer.type(path)["when"]
        assert "50 'ng/mL'" in condition
        writer.save(path, when=condition.replace("50 'ng/mL'", "54 'ng/mL'"))


def _let_cases_expect_it(writer, address):
    failing = writer.get(f"{address}check/")
    assert "Not fit yet" in failing
    for key in ("b03_above_125_nmol", "b03_above_50"):
        path = f"{address}cases/{key}/"
        assert path in failing
        html = writer.send(path, 200, **writer.type(path), expect="1")
        writer.send(path, **typed_in(html), save="1")
    _add_the_cases_that_are_missing(writer, address)
    assert "Fit to be published" in writer.get(f"{address}check/")


def _add_the_cases_that_are_missing(writer, address):
    """No case has a value at or beside the new cut-off: the page says so, and adds them."""
    assert "too few in B03, B04" in text_of(writer.get(f"{address}check/"))
    for code in ("B03", "B04"):
        path = f"{address}rules/{code}/cases/"
        html = writer.get(path)
        assert "Too many mistakes go unnoticed to be published" in html
        (form,) = re.findall(r'name="asked" value="(\w+)"><button class="btn btn-primary"', html)
        writer.send(path, asked=form)


def _check_advice(clinician, clinic, old):
    """The old advice is as it was and names its release; the same patient is advised anew."""
    release, rules = _told(old, clinic)
    assert (release, rules["B04"].status) == ("Release 1", Status.FIRES)
    assert "Release 2 is live now" in at_work(clinician).get(f"/advice/{old}/")
    now = queries.releases()[0].effective_at
    again = evaluations.evaluate_again(actor=clinician, evaluation_id=old, at=now)
    release, rules = _told(again.evaluation_id, clinic)
    assert (release, rules["B04"].status) == ("Release 2", Status.NOT_MET)
    assert _told(old, clinic)[0] == "Release 1"


def _check_history(writer):
    html = writer.get("/releases/history/rule/B04/")
    assert "Release 2" in html
    assert "Cut-off raised to 54." in html
    assert "Removed: vitamin_d_25oh > 50 'ng/mL'" in text_of(html)
    assert ", as the laboratory reports" in html


def _as_editor(html):
    """The form that publishes, as if it were the editor."""
    return f'<form id="editor">{html.partition("/publish/")[2].partition("</form>")[0]}</form>'


def test_the_reviewer_sees_what_changes_who_wrote_it_and_what_it_reaches(reviewer, submitted):
    words = text_of(reviewer.get(of_draft(submitted)))

    assert "Submitted for review by Aida Author As agreed." in words
    assert "Added: Reviewed by somebody else" in words
    assert "written by Aida Author" in words
    assert "This reaches every clinic at once." in words
    assert "Release notes" in words
    assert "Return to the author …" in words
    assert "Undo this change" not in words


def test_the_author_sees_why_they_cannot_publish_and_can_take_it_back(writer, submitted):
    words = text_of(writer.get(of_draft(submitted)))

    assert "somebody else reviews and publishes it." in words
    assert "Publish the release" not in words
    writer.send(of_draft(submitted, "return/"), comment="One more thing.")
    assert queries.get_draft(submitted.id).state is DraftState.RETURNED


def test_an_approver_who_wrote_a_part_cannot_publish_it(author, cast):
    accounts.set_roles(
        actor=cast.administrator,
        user_id=cast.colleague.user_id,
        clinic_id=cast.clinic.id,
        roles={Role.AUTHOR, Role.APPROVER},
        at=AT,
    )
    both = people.get_actor(cast.colleague.user_id, cast.clinic.id)
    draft = open_draft(author)
    save(both, draft, "B01", title="His")
    operations.submit_draft(actor=author, draft_id=draft.id, at=AT)
    somebody = at_work(both)

    words = text_of(somebody.get(of_draft(draft)))
    html = somebody.send(of_draft(draft, "publish/"), 422, revision="2")

    assert "You wrote a part of this draft, so somebody else reviews and publishes it." in words
    assert "Publish the release" not in words
    assert "Colin Colleague has written a part of this draft" in html
    assert len(queries.releases()) == 1


def test_an_author_who_is_no_approver_cannot_publish(writer, submitted):
    assert writer.client.post(of_draft(submitted, "publish/")).status_code == 403


def test_a_draft_goes_back_with_a_word_only(reviewer, submitted):
    html = reviewer.send(of_draft(submitted, "return/"), 422, comment=" ")

    assert "The comment is missing." in html
    assert 'href="#return-comment"' in html
    assert queries.get_draft(submitted.id).state is DraftState.SUBMITTED


def test_what_was_read_is_what_is_published(writer, reviewer, submitted):
    seen = str(submitted.revision)
    writer.send(of_draft(submitted, "return/"), comment="One more thing.")
    writer.save(of_draft(submitted, "rules/B01/"), title="Another one")
    writer.send(of_draft(submitted, "submit/"))

    html = reviewer.send(of_draft(submitted, "publish/"), 422, revision=seen, comment="My notes")

    assert "The draft has changed since you opened it." in html
    assert "My notes" in html
    assert len(queries.releases()) == 1


def test_publishing_twice_says_what_happened(reviewer, submitted):
    reviewer.send(of_draft(submitted, "publish/"), revision=str(submitted.revision))

    html = reviewer.send(of_draft(submitted, "publish/"), 422)

    assert "The draft is published, but only a submitted draft can be reviewed." in html


def test_a_release_says_who_why_what_and_by_which_conditions(writer, author, approver):
    draft = open_draft(author)
    save(author, draft, "B01", title="Changed")
    publish(author, approver, draft)

    html = writer.get("/releases/2/")
    words = text_of(html)

    assert "Written by Aida Author, published by Arno Approver." in words
    assert "Reviewed." in words
    assert "Added: Changed" in words
    assert "All cases come out as expected: passed" in words
    assert "Cases notice a changed cut-off (mutation score): passed (no rule is touched)" in words
    assert "no gap between bands: passed (66 questions about every possible patient)" in words
    assert "A second person has reviewed it: passed (Aida Author, Arno Approver)" in words
    assert "Live" in words
    assert "Release 2" in writer.get("/releases/")


def test_the_first_release_needs_no_list_of_changes(writer):
    assert "Everything in it was shipped with the program." in writer.get("/releases/1/")


def test_what_a_release_took_out_can_be_read_and_is_no_longer_offered(writer, author, approver):
    draft = open_draft(author)
    key = "b03_at_30"
    operations.remove_draft_entry(
        actor=author, draft_id=draft.id, kind=EntryKind.CASE, key=key, seen_revision=0, at=AT
    )
    publish(author, approver, draft)

    html = writer.get(f"/releases/history/case/{key}/")

    assert "taken out" in html
    assert "Bring this back …" in html


def test_an_older_text_is_brought_back_in_a_draft(writer, author, approver):
    before = content_of(EntryKind.RULE, "B01")
    publish_title(author, approver, "B01", "A mistake")
    assert "Bring this back …" in writer.get("/releases/history/rule/B01/")

    address = writer.send("/releases/history/rule/B01/restore/", release="1")

    (draft,) = queries.drafts()
    assert address == of_draft(draft, "rules/B01/")
    assert draft.title == "Bring back Rule B01 as in Release 1"
    assert drafted(draft, "B01") == before


@pytest.mark.parametrize("release", ["99", "x", ""])
def test_what_no_release_has_is_not_brought_back(writer, release):
    response = writer.client.post("/releases/history/rule/B01/restore/", {"release": release})

    assert response.status_code == 404
    assert queries.drafts() == ()


def test_who_does_not_write_rules_reads_history_and_brings_nothing_back(auditor):
    reader = at_work(auditor)

    assert "Bring this back" not in reader.get("/releases/history/rule/B01/")
    assert reader.client.post("/releases/history/rule/B01/restore/").status_code == 403


@pytest.mark.parametrize("path", ["rule/Z99", "colour/B01", "rule/%3Cscript%3E"])
def test_history_of_what_never_was_is_not_found(writer, path):
    writer.get(f"/releases/history/{path}/", status=404)


@pytest.mark.parametrize("number", [0, 99, 10**30])
def test_a_release_that_is_not_there_is_not_found(writer, number):
    writer.get(f"/releases/{number}/", status=404)


def test_signs_in_a_published_text_are_words_on_advice_and_evidence(
    writer, author, approver, clinician
):
    signs = "Below 5 & \"quoted\" > 3 'so' {{braces}} = 1 < 2"
    draft = open_draft(author)
    levels = content_of(EntryKind.RULE, "B01")["levels"]
    levels = [{**level, "clinician": signs, "patient": signs} for level in levels]
    save(author, draft, "B01", title=signs, why_it_matters=signs, levels=levels)
    publish(author, approver, draft)
    advised = evaluations.evaluate_again(
        actor=clinician,
        evaluation_id=_evaluated(clinician, make_patient(clinician)),
        at=queries.releases()[0].effective_at,
    )

    escaped = "Below 5 &amp; &quot;quoted&quot; &gt; 3 &#x27;so&#x27;"
    reader = at_work(clinician)
    for path in (f"/advice/{advised.evaluation_id}/", "/rules/B01/", "/rules/"):
        assert escaped in reader.client.get(path).content.decode(), path
    for path in ("/releases/2/", "/releases/history/rule/B01/", of_draft(draft), "/workspace/"):
        assert escaped in writer.client.get(path).content.decode(), path
