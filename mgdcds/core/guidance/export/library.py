"""A release as the text of a standard CQL library."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from mgdcds.core.engines.export.library import Heading, Section, StandardLibrary, Tags, make_library
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import CheckedRule
from mgdcds.core.guidance.export.conditions import name_conditions
from mgdcds.core.guidance.export.names import level_name
from mgdcds.core.guidance.export.program import exported_program

LIBRARY = "MgDCDS"
_ABOUT = """\
Clinical decision support on how magnesium and vitamin D act on each other.
{label}, version {version}, SHA-256 {hash}.

It supports a clinician's judgement; it is not a diagnosis or an order. Each rule names who
checked it.

Give each fact that is recorded as the parameter of its name, and leave every other one null: null
is "not known" here and never "no". A result that is older than its parameter allows, or whose
sample was haemolysed, is not known. A result that was reported as a limit is given one step beyond
it (< 4 as 3.99). A laboratory's own limits go before the defaults. Today() is the day of the
assessment.

Of each rule X, "X" is its condition, "X status" what became of it, "X level N" whether level N is
in force, and "X level N action M" whether that action is proposed."""
_WIDTH = 96
#: Withdrawals and corrections: words that stand over a rule, by its code.
Notices = Mapping[str, str]
NO_NOTICES: Notices = MappingProxyType({})


def make_release_library(
    rulebook: Rulebook, *, version: str, notices: Notices = NO_NOTICES
) -> StandardLibrary:
    """This function will write a release as a standard CQL library.

    `notices` are the words that stand over a rule now, by its code. It raises UnableToExport
    with every place that would mean another thing in the standard.
    """
    return make_library(
        exported_program(rulebook),
        Heading(LIBRARY, version, tuple(_about(rulebook, version))),
        tuple(_sections(rulebook)),
        tags=dict(_tags(rulebook, notices)),
    )


def _about(rulebook: Rulebook, version: str) -> Iterator[str]:
    label = rulebook.label[:1].upper() + rulebook.label[1:]
    text = _ABOUT.format(label=label, version=version, hash=rulebook.hash)
    for paragraph in text.split("\n\n"):
        yield from textwrap.wrap(paragraph, _WIDTH)
        yield ""


def _sections(rulebook: Rulebook) -> Iterator[Section]:
    yield Section("Definitions", tuple(rulebook.definitions))
    for code, rule in rulebook.checked.items():
        decided = tuple(name for name, _ in name_conditions(rule))
        yield Section(f"{code}. {rule.rule.title}", (code, *decided))


def _tags(rulebook: Rulebook, notices: Notices) -> Iterator[tuple[str, Tags]]:
    for name, known in rulebook.definitions.items():
        yield name, {"label": known.label, "note": known.note, "source": known.source}
    for code, rule in rulebook.checked.items():
        yield code, {**_tags_of_rule(rulebook, rule), "notice": notices.get(code, "")}
        for at, level in enumerate(rule.rule.levels, 1):
            yield level_name(code, at), {"label": f"Urgency: {level.urgency}"}


def _tags_of_rule(rulebook: Rulebook, rule: CheckedRule) -> Mapping[str, str]:
    told, sources = rule.rule, rulebook.evidence.sources
    cited = [sources[key].name for key in told.evidence if key in sources]
    return {
        "label": told.title,
        "strength": f"{told.strength}",
        "certainty": f"{told.certainty}",
        "source": "; ".join(cited),
        "checked": told.checked_by,
    }
