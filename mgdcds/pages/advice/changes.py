"""What would change one rule, in careful words: only changes that the judge has confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mgdcds.core.dictionary.fact import Fact, Kind
from mgdcds.core.dictionary.show import format_value
from mgdcds.core.engines.english_words import in_sentence
from mgdcds.core.engines.nearest import Change
from mgdcds.core.facts.sheet import FactSheet, FactValue
from mgdcds.core.guidance.book import Rulebook
from mgdcds.core.guidance.checked import Deed
from mgdcds.core.guidance.report import Status
from mgdcds.core.guidance.rule import Urgency
from mgdcds.core.guidance.standing import Standing
from mgdcds.core.guidance.what_if import RuleChange, find_changes_of_rule
from mgdcds.core.guidance.words import unit_system_of
from mgdcds.pages.advice.cards import action_words
from mgdcds.pages.components.words import Word

#: So many changes are looked for. Those of yes and no that do the same become one line.
MOST = 12
#: What nobody can change is left out: it would only say that another patient is another one.
FIXED = frozenset({"birth_date", "age_years", "sex"})
_STATUSES: Mapping[Status, Word] = {
    Status.NOT_MET: gettext_lazy("%(code)s would not apply"),
    Status.UNKNOWN: gettext_lazy("it could not be told whether %(code)s applies"),
    Status.WITHHELD: gettext_lazy("%(code)s would be withheld for safety"),
    Status.FIRES: gettext_lazy("%(code)s would apply"),
}
_URGENCIES: Mapping[Urgency, Word] = {
    Urgency.EMERGENCY: gettext_lazy("%(code)s would be marked “Act now”"),
    Urgency.SOON: gettext_lazy("%(code)s would be marked “Soon”"),
    Urgency.ROUTINE: gettext_lazy("%(code)s would be marked “Routine”"),
    Urgency.INFORMATION: gettext_lazy("%(code)s would be marked “For information”"),
}


@dataclass(frozen=True)
class ChangeLine:
    """One sentence in two parts: if so, then so."""

    condition: str
    consequence: str


def find_lines(rulebook: Rulebook, sheet: FactSheet, code: str) -> tuple[ChangeLine, ...]:
    """This function will say what the nearest changes of one fact would make of a rule.

    Those that only change what it asks for come last.
    """
    found = find_changes_of_rule(rulebook, sheet, code, most=MOST, leave_out=FIXED)
    status_first = sorted(found, key=lambda each: each.now.status is each.then.status)
    return tuple(_Teller(rulebook, sheet, code).lines(status_first))


class _Teller:
    """Says the changes of one rule of one sheet, in the units in which values were typed."""

    def __init__(self, rulebook: Rulebook, sheet: FactSheet, code: str) -> None:
        self._facts = rulebook.dictionary.facts
        self._sheet, self._code = sheet, code
        self._unit_system = unit_system_of(rulebook.dictionary, sheet)

    def lines(self, changes: Iterable[RuleChange]) -> Iterator[ChangeLine]:
        """One line for each value, and one for all answers of yes that do the same."""
        together: dict[tuple[bool, str], list[Fact]] = {}
        for each in changes:
            fact, change = self._facts[each.change.fact], each.change
            consequence = self._consequence(each.now, each.then)
            if isinstance(change.to, bool):
                together.setdefault((change.to, consequence), []).append(fact)
            else:
                yield ChangeLine(self._condition(fact, change), consequence)
        for (to, consequence), facts in together.items():
            yield ChangeLine(_of_answers(facts, to=to), consequence)

    def _condition(self, fact: Fact, change: Change) -> str:
        told = {
            "label": in_sentence(fact.label),
            "now": self._recorded(fact, self._sheet.values[fact.name]),
        }
        if change.now == change.before == Decimal(0):
            return _("If %(label)s were more than %(now)s") % told
        beside = change.before if isinstance(change.before, Decimal) else None
        to = format_value(
            fact,
            change.to,
            unit_system=self._unit_system,
            unit=self._sheet.values[fact.name].unit,
            beside=beside,
        )
        if fact.kind is Kind.CHOICE:
            to, told["now"] = in_sentence(to), in_sentence(told["now"])
        return _("If %(label)s were %(to)s instead of %(now)s") % (told | {"to": to})

    def _recorded(self, fact: Fact, recorded: FactValue) -> str:
        return format_value(
            fact,
            recorded.value,
            unit_system=self._unit_system,
            comparator=recorded.comparator,
            entered=recorded.entered,
            unit=recorded.unit,
        )

    def _consequence(self, now: Standing, then: Standing) -> str:
        told = {"code": self._code}
        if then.status is not now.status or then.urgency is None or now.urgency is None:
            return str(_STATUSES[then.status]) % told
        if then.urgency is not now.urgency:
            return str(_URGENCIES[then.urgency]) % told
        return self._other_deeds(now, then)

    def _other_deeds(self, now: Standing, then: Standing) -> str:
        before, after = _proposed(now), _proposed(then)
        come = [words for words in after if words not in before]
        go = [words for words in before if words not in after]
        told = {"code": self._code, "come": "; ".join(come), "go": "; ".join(go)}
        if come and go:
            return _("%(code)s would say “%(come)s” instead of “%(go)s”") % told
        if come:
            return _("%(code)s would also say “%(come)s”") % told
        return _("%(code)s would no longer say “%(go)s”") % told


def _of_answers(facts: list[Fact], *, to: bool) -> str:
    labels = [in_sentence(fact.label) for fact in facts]
    if len(labels) == 1:
        words = _("If “%(label)s” were yes") if to else _("If “%(label)s” were no")
        return words % {"label": labels[0]}
    words = (
        _("If any of these were yes: %(labels)s")
        if to
        else _("If any of these were no: %(labels)s")
    )
    return words % {"labels": ", ".join(labels)}


def _proposed(standing: Standing) -> list[str]:
    return [_words(deed) for deed in standing.proposed]


def _words(deed: Deed) -> str:
    weeks = _("in %(weeks)s weeks") % {"weeks": deed.in_weeks} if deed.in_weeks else ""
    return " ".join(filter(None, (action_words(deed.verb, deed.target), weeks)))
