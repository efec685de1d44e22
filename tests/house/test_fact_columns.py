"""Fact columns only grow in number: no migration may remove, rename or alter one."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import operations
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from mgdcds.stores.patients.columns import column_names, fact_columns

VERSIONS = "assessmentversion"
_HARMFUL = (operations.RemoveField, operations.AlterField, operations.RenameField)


def harm_to_fact_columns(found, facts):
    """Answers what a migration's operations would do to columns of facts."""
    harm = []
    for one in found:
        if isinstance(one, _HARMFUL) and one.model_name.lower() == VERSIONS:
            name = one.old_name if isinstance(one, operations.RenameField) else one.name
            if name in facts:
                harm.append(f"{type(one).__name__} {name}")
        if isinstance(one, operations.DeleteModel | operations.RenameModel):
            name = one.name if isinstance(one, operations.DeleteModel) else one.old_name
            if name.lower() == VERSIONS:
                harm.append(f"{type(one).__name__} {name}")
    return harm


def columns_ever_made(loader):
    """Every column that a migration has made for the table of versions, in any migration."""
    made = set()
    for (app, _), migration in loader.disk_migrations.items():
        for one in migration.operations if app == "patients" else ():
            if isinstance(one, operations.CreateModel) and one.name.lower() == VERSIONS:
                made |= {name for name, _ in one.fields}
            if isinstance(one, operations.AddField) and one.model_name.lower() == VERSIONS:
                made.add(one.name)
    return made


def pending(after):
    """Answers the operations that makemigrations would write for the store of patients."""
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(), after, NonInteractiveMigrationQuestioner()
    )
    changes = detector.changes(graph=loader.graph, trim_to_apps={"patients"})
    return [one for migration in changes.get("patients", ()) for one in migration.operations]


def project_with(changed_fields):
    """The project as it would be with other fields on the table of versions."""
    state = ProjectState.from_apps(apps)
    model = state.models["patients", VERSIONS].clone()
    state.models["patients", VERSIONS] = ModelState(
        model.app_label, model.name, changed_fields(dict(model.fields)), model.options, model.bases
    )
    return state


def test_no_migration_harms_a_fact_column():
    loader = MigrationLoader(None)
    facts = columns_ever_made(loader)

    harm = {
        f"{app}.{name}": harm_to_fact_columns(migration.operations, facts)
        for (app, name), migration in loader.disk_migrations.items()
        if app == "patients"
    }

    assert {name: found for name, found in harm.items() if found} == {}


def test_every_fact_ever_declared_is_still_declared():
    """A fact that is gone from the dictionary would take its column with it."""
    loader = MigrationLoader(None)
    model = apps.get_model("patients", VERSIONS)
    own = {field.name for field in model._meta.fields} - column_names()

    assert columns_ever_made(loader) - own <= column_names()


def test_the_migrations_match_the_dictionary():
    assert pending(ProjectState.from_apps(apps)) == []


@pytest.mark.parametrize("column", ["magnesium", "magnesium_on", "ppi", "sex", "birth_date"])
def test_removing_a_fact_would_be_noticed(column):
    found = pending(project_with(lambda fields: {n: f for n, f in fields.items() if n != column}))

    assert harm_to_fact_columns(found, column_names()) == [f"RemoveField {column}"]


def test_another_kind_of_column_would_be_noticed():
    found = pending(project_with(lambda fields: fields | {"ppi": models.TextField(null=True)}))

    assert harm_to_fact_columns(found, column_names()) == ["AlterField ppi"]


def test_a_new_fact_is_no_harm():
    found = pending(project_with(lambda fields: fields | {"zinc": models.DateField(null=True)}))

    assert [type(one).__name__ for one in found] == ["AddField"]
    assert harm_to_fact_columns(found, column_names()) == []


@pytest.mark.parametrize(
    "deed",
    [
        operations.RenameField(VERSIONS, "magnesium", "serum_magnesium"),
        operations.DeleteModel("AssessmentVersion"),
        operations.RenameModel("AssessmentVersion", "Version"),
    ],
)
def test_renaming_or_dropping_would_be_noticed(deed):
    assert len(harm_to_fact_columns([deed], column_names())) == 1


def test_names_of_facts_are_unique():
    names = [column.name for column in fact_columns()]

    assert len(names) == len(set(names))
    assert not {column.date_name for column in fact_columns()} & set(names)
