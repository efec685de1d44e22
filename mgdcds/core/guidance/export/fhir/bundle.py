"""All resources of a release, in one bundle."""

from __future__ import annotations

from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.export.fhir.activities import make_activities
from mgdcds.core.guidance.export.fhir.edition import Edition, Resource
from mgdcds.core.guidance.export.fhir.library import make_library_resource
from mgdcds.core.guidance.export.fhir.plans import make_plans
from mgdcds.core.guidance.export.library import make_release_library
from mgdcds.core.guidance.export.program import exported_program


def make_resources(rulebook: Rulebook, edition: Edition) -> list[Resource]:
    """This function will make the Library, then the plans, then the activities of a release.

    It raises UnableToExport where the logic cannot be written in standard CQL.
    """
    library = make_release_library(rulebook, version=edition.version, notices=edition.notices)
    program = exported_program(rulebook)
    return [
        make_library_resource(rulebook, program, library, edition),
        *make_plans(rulebook, edition),
        *make_activities(rulebook, edition),
    ]


def make_bundle(rulebook: Rulebook, edition: Edition) -> Resource:
    """This function will make a bundle of all resources of a release, as a collection."""
    resources = make_resources(rulebook, edition)
    return {
        "resourceType": "Bundle",
        "id": f"release-{edition.version}",
        "type": "collection",
        "entry": [{"fullUrl": each["url"], "resource": each} for each in resources],
    }
