"""Which fact a code means, from the codes that the dictionary declares."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.fact import Fact
from mgdcds.core.facts.fhir.elements import Coding

MASS, MOLAR = "loinc_mass", "loinc_molar"
_LOINC = ("loinc", MASS, MOLAR)
_BY_CATEGORY = ("icd10", "icd9")


class CodeIndex:
    """The codes of a dictionary, turned round."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.dictionary = dictionary

    def fact_of_result(self, coding: Coding) -> Fact | None:
        """This method will find the fact that a LOINC code measures."""
        return self._results.get(coding.code) if coding.system == "loinc" else None

    def facts_of_condition(self, coding: Coding) -> Iterator[tuple[Fact, str]]:
        """This method will answer the facts that a diagnosis means, with the choice or ''.

        ICD codes are categories: a more specific code below one counts too.
        """
        if coding.system in _BY_CATEGORY:
            code = _without_point(coding.code)
            for length in range(2, len(code) + 1):
                yield from self._conditions.get((coding.system, code[:length]), ())
        else:
            yield from self._conditions.get((coding.system, coding.code), ())

    def facts_of_medicine(self, coding: Coding) -> tuple[Fact, ...]:
        """This method will answer the facts that an RxNorm ingredient means."""
        return tuple(self._medicines[coding.code]) if coding.system == "rxnorm" else ()

    @cached_property
    def _results(self) -> dict[str, Fact]:
        return {
            code: fact
            for fact in self.dictionary.facts.values()
            for system in _LOINC
            for code in fact.codes.get(system, ())
        }

    @cached_property
    def _medicines(self) -> dict[str, list[Fact]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.dictionary.facts.values():
            for code in fact.codes.get("rxnorm", ()):
                found[code].append(fact)
        return found

    @cached_property
    def _conditions(self) -> dict[tuple[str, str], list[tuple[Fact, str]]]:
        found: dict[tuple[str, str], list[tuple[Fact, str]]] = defaultdict(list)
        for fact in self.dictionary.facts.values():
            sources = [("", fact.codes), *((item.value, item.codes) for item in fact.choices)]
            for choice, codes in sources:
                for system in ("snomed", *_BY_CATEGORY):
                    for code in codes.get(system, ()):
                        plain = _without_point(code) if system in _BY_CATEGORY else code
                        found[system, plain].append((fact, choice))
        return found


def expected_units(fact: Fact, code: str) -> str:
    """This function will answer 'mass' or 'molar' where a LOINC code is for such units only."""
    if code in fact.codes.get(MASS, ()):
        return "mass"
    return "molar" if code in fact.codes.get(MOLAR, ()) else ""


def measures_a_part(fact: Fact, code: str) -> bool:
    """This function will tell a code that measures a part of the fact only."""
    return code in fact.codes.get("loinc_part", ())


def kind_of_unit(unit: str) -> str:
    """This function will tell a mass unit from a molar one by its UCUM code."""
    amount = unit.partition("/")[0]
    return "molar" if amount.endswith(("mol", "eq")) else "mass"


def _without_point(code: str) -> str:
    return code.replace(".", "").upper()
