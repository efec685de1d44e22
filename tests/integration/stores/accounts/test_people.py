"""People: who is made, what they may do, and what is refused with which words."""

from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from mgdcds.stores.accounts import operations, queries
from mgdcds.stores.accounts.actor import SYSTEM, NotAllowed, Role
from mgdcds.stores.accounts.models import Membership, User
from mgdcds.stores.accounts.problems import UnableToSaveClinic, UnableToSavePerson
from mgdcds.stores.accounts.values import NotFound
from tests.builders import AT
from tests.people import PASSWORD

GOOD = "five green bottles hanging"


def make(administrator, **changes):
    asked = {
        "username": "newcomer",
        "full_name": "Nora Newcomer",
        "password": GOOD,
        "roles": {Role.CLINICIAN},
    }
    return operations.create_user(actor=administrator, at=AT, **{**asked, **changes})


def test_an_administrator_makes_a_person_who_can_sign_in(administrator):
    person = make(administrator)

    assert person.name == "Nora Newcomer"
    assert person.roles == {Role.CLINICIAN}
    user = authenticate(RequestFactory().post("/"), username="newcomer", password=GOOD)
    assert user.pk == person.user_id


def test_a_person_acts_in_their_clinic_with_their_roles(administrator):
    person = make(administrator, roles={Role.AUTHOR, Role.APPROVER})

    actor = queries.get_actor(person.user_id)

    assert actor.clinic_id == administrator.clinic_id
    assert actor.roles == {Role.AUTHOR, Role.APPROVER}
    assert actor.has(Role.AUTHOR)
    assert not actor.has(Role.CLINICIAN, Role.AUDITOR)


def test_only_an_administrator_makes_people(clinician):
    with pytest.raises(NotAllowed, match="'Clara Clinician' does not have the role"):
        make(clinician)


def test_all_problems_of_a_person_are_told_at_once(administrator):
    with pytest.raises(UnableToSavePerson, match="too short") as refused:
        make(administrator, username="Ada Mensah", full_name=" ", password="short", roles=())

    told = {problem.place.field: problem.message for problem in refused.value.problems}
    assert told["username"] == "'Ada Mensah' cannot be a username."
    assert told["full_name"] == "The name is missing."
    assert told["roles"] == "A new person needs at least one role."


@pytest.mark.parametrize("username", ["clinician", "CLINICIAN"])
def test_a_username_belongs_to_one_person(administrator, username):
    with pytest.raises(UnableToSavePerson, match="is already the username of a person"):
        make(administrator, username=username)


def test_a_missing_username_and_a_long_name_are_refused(administrator):
    with pytest.raises(UnableToSavePerson, match="The username is missing"):
        make(administrator, username="")
    with pytest.raises(UnableToSavePerson, match="The name is longer than 160 characters"):
        make(administrator, full_name="N" * 161)


def test_roles_are_given_and_taken(administrator, colleague):
    person = operations.set_roles(
        actor=administrator, user_id=colleague.user_id, roles={Role.AUDITOR}, at=AT
    )

    assert person.roles == {Role.AUDITOR}
    assert queries.get_actor(colleague.user_id).roles == {Role.AUDITOR}


def test_a_person_without_a_role_is_in_no_clinic(administrator, colleague):
    operations.set_roles(actor=administrator, user_id=colleague.user_id, roles=(), at=AT)

    actor = queries.get_actor(colleague.user_id)

    assert (actor.clinic_id, actor.roles) == (0, frozenset())
    assert queries.clinics_of(colleague.user_id) == ()


def test_a_person_of_another_clinic_can_be_taken_in(administrator, stranger):
    assert queries.find_person_elsewhere("stranger", clinic_id=administrator.clinic_id)

    operations.set_roles(
        actor=administrator, user_id=stranger.user_id, roles={Role.CLINICIAN}, at=AT
    )

    names = [clinic.name for clinic in queries.clinics_of(stranger.user_id)]
    assert names == ["Elsewhere Clinic", "Harbour Clinic"]
    assert queries.get_actor(stranger.user_id, administrator.clinic_id).clinic_name == (
        "Harbour Clinic"
    )


def test_roles_cannot_be_given_in_another_clinic(administrator, stranger):
    with pytest.raises(NotFound, match="There is no such clinic"):
        operations.set_roles(
            actor=administrator,
            user_id=stranger.user_id,
            roles={Role.AUDITOR},
            clinic_id=stranger.clinic_id,
            at=AT,
        )


def test_roles_of_nobody_are_not_found(administrator):
    with pytest.raises(NotFound, match="There is no such person"):
        operations.set_roles(actor=administrator, user_id=987_654, roles=(), at=AT)


def test_a_person_who_is_signed_off_cannot_sign_in(administrator, colleague):
    operations.set_active(actor=administrator, user_id=colleague.user_id, is_active=False, at=AT)

    assert authenticate(RequestFactory().post("/"), username="colleague", password=PASSWORD) is None
    assert not queries.get_person(administrator.clinic_id, colleague.user_id).is_active


def test_a_person_is_let_in_again(administrator, colleague):
    for is_active in (False, True):
        operations.set_active(
            actor=administrator, user_id=colleague.user_id, is_active=is_active, at=AT
        )

    assert authenticate(RequestFactory().post("/"), username="colleague", password=PASSWORD)


def test_a_clinic_keeps_an_administrator(administrator):
    with pytest.raises(UnableToSavePerson, match="A clinic keeps at least one administrator"):
        operations.set_active(
            actor=administrator, user_id=administrator.user_id, is_active=False, at=AT
        )
    with pytest.raises(UnableToSavePerson, match="Make somebody else administrator first"):
        operations.set_roles(
            actor=administrator, user_id=administrator.user_id, roles={Role.AUDITOR}, at=AT
        )


def test_somebody_of_another_clinic_cannot_be_signed_off(administrator, stranger):
    with pytest.raises(NotFound, match="There is no such person in this clinic"):
        operations.set_active(actor=administrator, user_id=stranger.user_id, is_active=False, at=AT)


def test_a_person_is_renamed(administrator, colleague):
    person = operations.rename_user(
        actor=administrator, user_id=colleague.user_id, full_name="Colin Marsh", at=AT
    )

    assert person.name == "Colin Marsh"
    with pytest.raises(UnableToSavePerson, match="The name is missing"):
        operations.rename_user(actor=administrator, user_id=colleague.user_id, full_name="", at=AT)


def test_people_of_a_clinic_come_by_name(administrator, stranger):
    names = [person.name for person in queries.people(administrator.clinic_id)]

    assert names == sorted(names)
    assert "Clara Clinician" in names
    assert "Stella Stranger" not in names


def test_a_person_is_found_by_username(clinician):
    found = queries.find_person("clinician")

    assert (found.user_id, found.name) == (clinician.user_id, "Clara Clinician")
    assert queries.find_person("nobody") is None


def test_the_first_administrator_is_made_where_nobody_is(db):
    Membership.objects.all().delete()
    User.objects.all().delete()

    person = operations.create_first_administrator(
        username="first", full_name="Fay First", password=GOOD, clinic_name="New Clinic", at=AT
    )

    assert person.roles == {Role.ADMINISTRATOR}
    assert queries.get_actor(person.user_id).clinic_name == "New Clinic"


def test_there_is_one_first_administrator(db, clinician):
    with pytest.raises(UnableToSavePerson, match="There are people already"):
        operations.create_first_administrator(
            username="first", full_name="Fay First", password=GOOD, clinic_name="New", at=AT
        )


def test_an_own_password_is_changed_by_who_knows_it(clinician):
    operations.change_password(actor=clinician, current=PASSWORD, new=GOOD, at=AT)

    assert authenticate(RequestFactory().post("/"), username="clinician", password=GOOD)


def test_a_wrong_present_password_changes_nothing(clinician):
    with pytest.raises(UnableToSavePerson, match="This is not your present password"):
        operations.change_password(actor=clinician, current="a guess", new=GOOD, at=AT)


def test_a_weak_password_is_refused_with_its_reasons(clinician):
    with pytest.raises(UnableToSavePerson, match="at least 12 characters") as refused:
        operations.change_password(actor=clinician, current=PASSWORD, new="12345678", at=AT)

    assert len(refused.value.problems) == 3


def test_an_administrator_resets_a_password_in_their_clinic_only(
    administrator, colleague, stranger
):
    operations.reset_password(actor=administrator, user_id=colleague.user_id, new=GOOD, at=AT)

    assert authenticate(RequestFactory().post("/"), username="colleague", password=GOOD)
    with pytest.raises(NotFound, match="There is no such person in this clinic"):
        operations.reset_password(actor=administrator, user_id=stranger.user_id, new=GOOD, at=AT)


def test_a_clinic_is_made_and_its_maker_rules_it(administrator):
    clinic = operations.create_clinic(
        actor=administrator, name=" North ", time_zone="Europe/Berlin", at=AT
    )

    assert clinic.name == "North"
    assert queries.get_actor(administrator.user_id, clinic.id).roles == {Role.ADMINISTRATOR}
    assert clinic in queries.clinics()


def test_all_problems_of_a_clinic_are_told_at_once(administrator):
    with pytest.raises(UnableToSaveClinic, match="Did you mean 'Europe/Berlin'") as refused:
        operations.create_clinic(
            actor=administrator,
            name="",
            time_zone="Europe/Berlim",
            unit_system="imperial",
            profile="moon",
            at=AT,
        )

    assert [problem.message for problem in refused.value.problems] == [
        "The name of the clinic is missing.",
        "'moon' was found, but 'us' or 'eu' is expected.",
        "'Europe/Berlim' is not a time zone.",
        "'imperial' was found, but 'si' or 'conventional' is expected.",
    ]


def test_a_clinic_has_a_name_of_its_own(administrator):
    with pytest.raises(UnableToSaveClinic, match="'Elsewhere Clinic' is already the name"):
        operations.create_clinic(actor=administrator, name="Elsewhere Clinic", at=AT)
    with pytest.raises(UnableToSaveClinic, match="longer than 160 characters"):
        operations.create_clinic(actor=administrator, name="N" * 161, at=AT)


def test_a_clinic_is_edited_by_its_own_administrator(administrator, stranger):
    told = {"address": "4 Harbour Street", "time_zone": "UTC", "unit_system": "conventional"}

    clinic = operations.edit_clinic(
        actor=administrator,
        clinic_id=administrator.clinic_id,
        name="Harbour Clinic",
        profile="eu",
        at=AT,
        **told,
    )

    assert (clinic.address, clinic.unit_system, clinic.profile) == (
        "4 Harbour Street",
        "conventional",
        "eu",
    )
    with pytest.raises(NotFound, match="There is no such clinic"):
        operations.edit_clinic(
            actor=administrator,
            clinic_id=stranger.clinic_id,
            name="Ours",
            profile="eu",
            at=AT,
            **told,
        )


def test_a_clinic_or_person_that_does_not_exist_is_not_found(db):
    with pytest.raises(NotFound, match="There is no such clinic"):
        queries.get_clinic(987_654)
    with pytest.raises(NotFound, match="There is no such person"):
        queries.get_actor(987_654)


def test_the_program_itself_may_make_people_anywhere(cast, db):
    person = make(SYSTEM, clinic_id=cast.elsewhere.id)

    assert queries.get_actor(person.user_id).clinic_name == "Elsewhere Clinic"


def test_tasks_are_made_listed_by_date_and_finished(clinician, stranger):
    later = operations.create_task(actor=clinician, title="Call back", due_on=AT.date(), at=AT)
    open_ended = operations.create_task(actor=clinician, title="Order forms", at=AT)

    assert {task.title for task in queries.tasks(clinician.clinic_id)} == {
        "Call back",
        "Order forms",
    }
    assert queries.tasks(clinician.clinic_id, on=AT.date()) == (later,)
    assert queries.tasks(stranger.clinic_id) == ()

    operations.finish_task(actor=clinician, task_id=open_ended.id, at=AT)

    assert queries.tasks(clinician.clinic_id) == (later,)
    with pytest.raises(NotFound, match="There is no such open task"):
        operations.finish_task(actor=stranger, task_id=later.id, at=AT)
