"""Every sentence with which the evidence complains."""

from __future__ import annotations

from collections.abc import Iterable

from mgdcds.core.guidance.problems import did_you_mean, shorten
from mgdcds.core.values.problems import Place, Problem


def bad_finding_key(place: Place, *, found: str) -> Problem:
    """This function will say that the key of a finding does not name its source."""
    message = f"The key of a finding is '{shorten(found)}', but 'source.finding' is expected."
    return Problem(place, "EVIDENCE.E001", message)


def unknown_link(place: Place, *, found: str, kind: str, known: Iterable[str]) -> Problem:
    """This function will say that a key leads nowhere."""
    message = f"'{shorten(found)}' is named, but there is no {kind} with that key."
    return Problem(place, "EVIDENCE.E002", message, did_you_mean(found, known))


def unknown_field(place: Place, *, found: str, known: Iterable[str]) -> Problem:
    """This function will say that what is marked as from memory is no field of the source."""
    message = f"'{shorten(found)}' is marked as from memory, but it is not a field of a source."
    return Problem(place, "EVIDENCE.E003", message, did_you_mean(found, known))


def unknown_domain(place: Place, *, found: str, known: Iterable[str]) -> Problem:
    """This function will say that a domain is none of GRADE's."""
    words = list(known)
    message = f"'{shorten(found)}' is not a GRADE domain; one of {', '.join(words)} is expected."
    return Problem(place, "EVIDENCE.E004", message, did_you_mean(found, words))


def domain_without_reason(place: Place, *, domain: str) -> Problem:
    """This function will say that a GRADE domain is not accounted for."""
    message = f"The GRADE domain '{shorten(domain)}' has no reason, but each one needs a reason."
    return Problem(place, "EVIDENCE.E005", message)


def rating_does_not_add_up(place: Place, *, found: str, expected: str) -> Problem:
    """This function will say that a certainty does not follow from its domains."""
    message = f"The certainty is '{found}', but its start and its domains come to '{expected}'."
    return Problem(place, "EVIDENCE.E006", message)


def claim_without_findings(place: Place) -> Problem:
    """This function will say that nothing supports or opposes a claim."""
    message = "No finding bears on this claim, but at least one is expected."
    return Problem(place, "EVIDENCE.E007", message)


def bears_on_nothing(place: Place) -> Problem:
    """This function will say that a finding is linked to no claim."""
    message = "The finding bears on no claim, but at least one is expected."
    hint = "Name the claim in 'supports', 'qualifies' or 'contradicts'."
    return Problem(place, "EVIDENCE.E008", message, hint)


def bears_on_it_twice(place: Place, *, claim: str) -> Problem:
    """This function will say that a finding takes two sides of one claim."""
    message = f"The finding bears on '{shorten(claim)}' twice, but one direction is expected."
    return Problem(place, "EVIDENCE.E009", message)


def bad_ratio(place: Place, *, found: str) -> Problem:
    """This function will say that a ratio is not a number inside its own interval."""
    message = f"'{shorten(found)}' was found, but a ratio above 0 in its interval is expected."
    hint = 'Write effect = "0.55" and interval = ["0.32", "0.95"].'
    return Problem(place, "EVIDENCE.E010", message, hint)


def rule_cites_animal(place: Place, *, found: str) -> Problem:
    """This function will say that a rule rests on an animal finding."""
    message = f"The rule cites '{shorten(found)}', which is animal evidence; no rule may do that."
    return Problem(place, "EVIDENCE.E011", message, "Leave it as background of a claim.")


def animal_not_marked(place: Place) -> Problem:
    """This function will say that a finding of an animal study is not marked as such."""
    message = "The source is an animal study, but its finding is not marked 'animal = true'."
    return Problem(place, "EVIDENCE.E012", message)
