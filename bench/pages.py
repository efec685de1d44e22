"""Every page on a database of 10,000 patients: the 95th percentile of its time."""

from __future__ import annotations

import datetime
import os
import statistics
import time
import uuid
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from bench.sheets import random_sheets
from mgdcds.pages.exchange.demo.build import record_demo
from mgdcds.stores.accounts import queries as people
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations import operations as evaluations
from mgdcds.stores.evaluations import queries as advice
from mgdcds.stores.library.shipped import load_shipped_rulebook
from mgdcds.stores.patients import operations as patients

PATIENTS = int(os.environ.get("BENCH_PATIENTS", "10000"))
EVERY = 5
REQUESTS = 40


def measure_pages() -> None:
    """This function will fill a database and print the time of each page."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    record_demo(at=now)
    found = people.find_person("clinician")
    assert found is not None
    actor = people.get_actor(found.user_id)
    _fill(actor, now)
    line = advice.worklist(actor.clinic_id, on=now.date()).unanswered.items[0]
    _measure(actor, line.patient.id, line.evaluation_id)


def _fill(actor: Actor, now: datetime.datetime) -> None:
    """Patients in big transactions; every fifth has a visit."""
    sheets = random_sheets(load_shipped_rulebook().dictionary, 200)
    for start in range(0, PATIENTS, 500):
        with transaction.atomic():
            for number in range(start, min(start + 500, PATIENTS)):
                patient = patients.create_patient(
                    actor=actor,
                    family_name=f"Family{number % 997}",
                    given_name=f"Given{number}",
                    birth_date=datetime.date(1930 + number % 75, 1 + number % 12, 1 + number % 28),
                    sex="female" if number % 2 else "male",
                    mrn=f"B{number}",
                    at=now,
                )
                if number % EVERY == 0:
                    sheet = sheets[number % len(sheets)]
                    evaluations.record_visit(
                        actor=actor,
                        patient_id=patient.id,
                        values={k: v for k, v in sheet.values.items() if k != "sex"},
                        reviewed=(),
                        on=sheet.on,
                        submission=uuid.uuid4(),
                        at=now,
                    )


def _measure(actor: Actor, patient_id: uuid.UUID, evaluation_id: uuid.UUID) -> None:
    addresses = {
        "worklist": "/",
        "patients": "/patients/",
        "patient": f"/patients/{patient_id}/",
        "edit patient": f"/patients/{patient_id}/edit/",
        "assessment form": f"/patients/{patient_id}/assess/",
        "advice": f"/advice/{evaluation_id}/",
        "why": f"/advice/{evaluation_id}/why/B02/",
        "print": f"/advice/{evaluation_id}/print/",
        "evidence": "/evidence/",
        "claim": "/evidence/claims/c2_bimodal/",
        "sources": "/evidence/sources/",
        "source": "/evidence/sources/dai2018/",
        "rules": "/rules/",
        "rule": "/rules/B02/",
        "releases": "/releases/",
        "about": "/about/",
        "gallery": "/components/",
    }
    client = Client()
    _force(client, actor)
    print(f"{PATIENTS} patients, {connection.vendor}; 95th percentile of {REQUESTS} requests")
    for name, address in addresses.items():
        _one(client, name, lambda at=address: client.get(at))
    _one(client, "search", lambda: client.post("/patients/", {"text": "Given77"}))


def _force(client: Client, actor: Actor) -> None:
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.get(pk=actor.user_id)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def _one(client: Client, name: str, ask: Callable[[], Any]) -> None:
    response = ask()
    assert response.status_code == 200, (name, response.status_code)
    samples = []
    for _ in range(REQUESTS):
        started = time.perf_counter()
        ask()
        samples.append((time.perf_counter() - started) * 1000)
    slow = statistics.quantiles(samples, n=20)[-1]
    print(f"  {name:<18} {slow:7.1f} ms")
