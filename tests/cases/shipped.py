"""The shipped rulebook and its worked patients, for the tests of this folder."""

from functools import cache

from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.report import ActionState
from mgdcds.stores.library.shipped import load_shipped_rulebook


@cache
def report_of(slug):
    """Advise on a shipped case."""
    rulebook = load_shipped_rulebook()
    sheet = sheet_of_case(rulebook.cases[slug], dictionary=rulebook.dictionary)
    return advise(rulebook, sheet, reasons=False)


def actions_of(slug, code):
    """The proposed actions of a rule for a case, as words, with a limit where there is one."""
    return [
        f"{action.verb} {action.target}" + (f" up to {action.limit}" if action.limit else "")
        for action in report_of(slug).rule(code).actions
        if action.state is ActionState.PROPOSED
    ]


def withheld_of(slug, code):
    """The withheld actions of a rule for a case, with the rules that stand behind them."""
    return [
        (f"{action.verb} {action.target}", action.withheld_by)
        for action in report_of(slug).rule(code).actions
        if action.state is ActionState.WITHHELD
    ]
