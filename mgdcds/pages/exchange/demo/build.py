"""The demonstration: two clinics, a sign-in for each role, and made-up patients with histories."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.conf import settings

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.facts.numbers import split_quantity
from mgdcds.core.facts.readings import RawFact, read_facts
from mgdcds.core.facts.sheet import Provenance
from mgdcds.core.guidance.plan import Response
from mgdcds.pages.exchange.demo.stories import Story, Visit, load_stories
from mgdcds.stores.accounts import operations as accounts
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import SYSTEM, Actor, Role
from mgdcds.stores.evaluations import operations as evaluations
from mgdcds.stores.library import operations as library
from mgdcds.stores.library.shipped import load_shipped_entries, load_shipped_rulebook
from mgdcds.stores.patients import operations as patients

PASSWORD = settings.DEMO_PASSWORD
#: Far enough back that the first release was in force at every visit of the stories.
OPENED_DAYS_AGO = 400
_MORNING = datetime.time(9, 30)


@dataclass(frozen=True)
class SignIn:
    """One sign-in of the demonstration."""

    username: str
    name: str
    roles: tuple[Role, ...]
    clinic: str


FIRST, SECOND = "Harbour Street Clinic", "Northgate Practice"
SIGN_INS = (
    SignIn("clinician", "Dr Ada Mensah", (Role.CLINICIAN,), FIRST),
    SignIn("dietitian", "Jo Lindgren", (Role.CLINICIAN,), FIRST),
    SignIn("author", "Priya Raman", (Role.AUTHOR,), FIRST),
    SignIn("approver", "Dr Miguel Santos", (Role.APPROVER, Role.CLINICIAN), FIRST),
    SignIn("auditor", "Ruth Abel", (Role.AUDITOR,), FIRST),
    SignIn("administrator", "Sam Keller", (Role.ADMINISTRATOR,), FIRST),
    SignIn("neighbour", "Dr Iris Vogel", (Role.CLINICIAN,), SECOND),
)


def is_built() -> bool:
    """This function will tell whether somebody can sign in already: then data is there."""
    return people.is_anybody_there()


def record_demo(*, at: datetime.datetime) -> int:
    """This function will make the clinics, people and patients, and answer how many patients.

    `at` is now; visits lie before it.
    """
    opened = at - datetime.timedelta(days=OPENED_DAYS_AGO)
    library.ship_first_release(entries=load_shipped_entries(), at=opened)
    actors = _record_people(opened)
    dictionary = load_shipped_rulebook().dictionary
    clinicians = {"first": actors["clinician"], "second": actors["neighbour"]}
    stories = load_stories()
    for number, story in enumerate(stories, start=1):
        _record_story(story, number, clinicians[story.clinic], dictionary, at)
    return len(stories)


def _record_people(at: datetime.datetime) -> dict[str, Actor]:
    clinics = {
        name: accounts.create_clinic(
            actor=SYSTEM,
            name=name,
            address=address,
            time_zone="Europe/London",
            unit_system=system,
            profile="us",
            at=at,
        ).id
        for name, address, system in (
            (FIRST, "4 Harbour Street, Port Ellery", "conventional"),
            (SECOND, "21 Northgate, Port Ellery", "si"),
        )
    }
    actors = {}
    for person in SIGN_INS:
        home = clinics[person.clinic]
        made = accounts.create_user(
            actor=SYSTEM,
            username=person.username,
            full_name=person.name,
            password=PASSWORD,
            roles=person.roles,
            clinic_id=home,
            is_demo=True,
            at=at,
        )
        actors[person.username] = people.get_actor(made.user_id, home)
    return actors


def _record_story(
    story: Story, number: int, actor: Actor, dictionary: Dictionary, now: datetime.datetime
) -> None:
    patient = patients.create_patient(
        actor=actor,
        family_name=story.family,
        given_name=story.given,
        birth_date=datetime.date(story.birth_year, number % 12 + 1, number % 28 + 1),
        sex=story.sex,
        mrn=f"{100_000 + 137 * number}",
        at=_moment(story.visits[0].days_ago, now),
    )
    last = [_record_visit(visit, patient.id, actor, dictionary, now) for visit in story.visits][-1]
    for code, response in story.answers.items():
        evaluations.record_answer(
            actor=actor,
            evaluation_id=last,
            code=code,
            response=Response(response),
            at=_moment(story.visits[-1].days_ago, now),
        )


def _record_visit(
    visit: Visit,
    patient_id: uuid.UUID,
    actor: Actor,
    dictionary: Dictionary,
    now: datetime.datetime,
) -> uuid.UUID:
    at = _moment(visit.days_ago, now)
    raw = [_raw(name, text) for name, text in visit.facts.items()]
    reading = read_facts(dictionary, raw, on=at.date())
    if reading.problems:
        raise ValueError("; ".join(problem.describe() for problem in reading.problems))
    return evaluations.record_visit(
        actor=actor,
        patient_id=patient_id,
        values=reading.values,
        reviewed=visit.reviewed,
        on=at.date(),
        note=visit.note,
        submission=uuid.uuid4(),
        at=at,
    ).evaluation_id


def _raw(name: str, text: str) -> RawFact:
    value, unit = split_quantity(text)
    return RawFact(name, value, unit, provenance=Provenance("form"))


def _moment(days_ago: int, now: datetime.datetime) -> datetime.datetime:
    day = now.date() - datetime.timedelta(days=days_ago)
    return datetime.datetime.combine(day, _MORNING, tzinfo=now.tzinfo)
