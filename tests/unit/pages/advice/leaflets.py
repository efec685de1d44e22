"""Leaflets of shipped cases, when every rule that fires is accepted."""

from mgdcds.core.guidance.plan import Response, RuleAnswer
from mgdcds.core.guidance.plans import agree
from mgdcds.core.guidance.report import Status
from mgdcds.pages.advice.leaflet import compose_leaflet
from tests.cases.shipped import report_of


def accepted(report, *but_not):
    """Acceptance of everything that fires, but for some codes."""
    fired = report.by_status(Status.FIRES)
    return {
        rule.code: RuleAnswer(rule.code, Response.ACCEPTED)
        for rule in fired
        if rule.code not in but_not
    }


def plan_of(slug, *but_not):
    """The plan of a shipped case in which everything is accepted."""
    report = report_of(slug)
    return agree(report, accepted(report, *but_not), on=report.on)


def leaflet_of(slug, *but_not, on=None):
    """The leaflet of a shipped case in which everything is accepted."""
    report = report_of(slug)
    plan = plan_of(slug, *but_not)
    return compose_leaflet(report, plan, numbers=[], on=on or report.on)


def texts_in(content):
    """Every text of a leaflet."""
    if isinstance(content, str):
        return [content]
    if isinstance(content, dict):
        return [text for value in content.values() for text in texts_in(value)]
    if isinstance(content, list):
        return [text for value in content for text in texts_in(value)]
    return []
