"""The status by itself is the one of the report, for every rule and every shipped case."""

from mgdcds.core.authoring.trials import Trials
from mgdcds.stores.library.shipped import load_shipped_rulebook
from tests.cases.shipped import report_of


def test_the_status_alone_is_that_of_the_report():
    opened = {case.key: case.opened for case in Trials(load_shipped_rulebook()).cases}

    differing = [
        (slug, rule.code)
        for slug in list(opened)[::4]
        for rule in report_of(slug).rules
        if opened[slug].status(rule.code) is not rule.status
    ]

    assert differing == []
