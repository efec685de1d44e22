"""Values that do not fit together: each is asked about, and nothing is changed."""

from __future__ import annotations

from mgdcds.core.engines.evaluate import open_sheet
from mgdcds.core.facts.sheet import FactSheet
from mgdcds.core.guidance import problems
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.words import Words
from mgdcds.core.values.problems import Problem
from mgdcds.core.values.truth import TRUE

#: The definition that says when to ask about the reported eGFR, and the calculated value.
_DISAGREES, _REPORTED, _CALCULATED = "egfr_disagrees", "egfr", "egfr_calculated"


def find_doubts(rulebook: Rulebook, sheet: FactSheet) -> tuple[Problem, ...]:
    """This function will find values on a sheet that do not fit together, as questions."""
    if _DISAGREES not in rulebook.definitions:
        return ()
    evaluation = open_sheet(rulebook.program, sheet)
    if evaluation.truth(_DISAGREES) is not TRUE:
        return ()
    words, names = Words(rulebook.dictionary, sheet, evaluation), rulebook.scope.names
    reported, calculated = (words.name(name, names[name].type) for name in (_REPORTED, _CALCULATED))
    return (problems.egfr_disagrees(reported=reported, calculated=calculated),)
