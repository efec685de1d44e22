"""Puts the entries of a release together, and collects every problem on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from mgdcds.core.cql.scope import Role, make_scope
from mgdcds.core.cql.types import BOOLEAN
from mgdcds.core.dictionary.dictionary import Dictionary
from mgdcds.core.dictionary.read import UnableToReadDictionary, dictionary_from_contents
from mgdcds.core.engines.program import Program
from mgdcds.core.facts.case import Case
from mgdcds.core.facts.case_file import UnableToReadCase, case_from_content
from mgdcds.core.guidance import problems
from mgdcds.core.guidance.book import Definition, Rulebook
from mgdcds.core.guidance.checked import CheckedBlock, CheckedRule
from mgdcds.core.guidance.entries import Entry, EntryKind, hash_of_release
from mgdcds.core.guidance.evidence import (
    Evidence,
    UnableToReadEvidence,
    check_citations,
    read_evidence,
)
from mgdcds.core.guidance.follow_up import FOLLOW_UP
from mgdcds.core.guidance.names import NamedExpressions
from mgdcds.core.guidance.rule import Rule
from mgdcds.core.guidance.rule_check import RuleChecker, Surroundings
from mgdcds.core.guidance.rule_content import UnableToReadRule, read_rule
from mgdcds.core.guidance.text import check_text
from mgdcds.core.values.problems import Place, Problem

_TAGS = ("label", "note", "source")
_DEFINITION_KEYS = ("name", *_TAGS, "expression")


def assemble(
    entries: tuple[Entry, ...], *, label: str
) -> tuple[Rulebook | None, tuple[Problem, ...]]:
    """This function will make a rulebook, or answer None with all that is wrong."""
    return _Assembly(entries, label).make()


class _Assembly:
    """One release on its way to a rulebook."""

    def __init__(self, entries: tuple[Entry, ...], label: str) -> None:
        self.entries = entries
        self.label = label
        self.problems: list[Problem] = []

    def make(self) -> tuple[Rulebook | None, tuple[Problem, ...]]:
        dictionary = self._dictionary()
        rules = self._rules()
        evidence = self._evidence(rules)
        definitions = self._of_kind(EntryKind.DEFINITION)
        self._check_definitions(definitions)
        if dictionary is None:
            return None, self._all_problems()
        named = NamedExpressions(
            make_scope(dictionary),
            {name: str(content.get("expression", "")) for name, content in definitions.items()},
            rules,
        )
        named.settle()
        self.problems += named.problems
        checked = self._checked_rules(rules, named)
        cases = self._cases(dictionary, tuple(rules))
        if self.problems:
            return None, self._all_problems()
        return self._rulebook(dictionary, named, rules, checked, cases, evidence, definitions), ()

    def _rulebook(  # noqa: PLR0917
        self,
        dictionary: Dictionary,
        named: NamedExpressions,
        rules: Mapping[str, Rule],
        checked: Mapping[str, CheckedRule],
        cases: Mapping[str, Case],
        evidence: Evidence,
        definitions: Mapping[str, Mapping[str, Any]],
    ) -> Rulebook:
        expressions = MappingProxyType(dict(named.checked))
        return Rulebook(
            hash=hash_of_release(self.entries),
            label=self.label,
            dictionary=dictionary,
            program=Program(dictionary, expressions, _labels(rules, definitions)),
            scope=named.scope,
            rules=MappingProxyType(dict(rules)),
            definitions=MappingProxyType(
                {name: _definition(name, definitions[name], named) for name in definitions}
            ),
            cases=MappingProxyType(dict(cases)),
            evidence=evidence,
            checked=MappingProxyType(dict(checked)),
            blocks=_by_gate(checked),
            entries=self.entries,
        )

    def _all_problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(set(self.problems)))

    def _of_kind(self, kind: EntryKind) -> dict[str, dict[str, Any]]:
        return {entry.key: entry.content() for entry in self.entries if entry.kind is kind}

    def _dictionary(self) -> Dictionary | None:
        try:
            return dictionary_from_contents(
                self._of_kind(EntryKind.FACT), self._of_kind(EntryKind.PARAMETER)
            )
        except UnableToReadDictionary as unable:
            self.problems += unable.problems
            return None

    def _evidence(self, rules: Mapping[str, Rule]) -> Evidence:
        try:
            evidence = read_evidence(self.entries)
        except UnableToReadEvidence as unable:
            self.problems += unable.problems
            return Evidence()
        self.problems += check_citations(evidence, rules=rules)
        return evidence

    def _rules(self) -> dict[str, Rule]:
        rules = {}
        for code, content in self._of_kind(EntryKind.RULE).items():
            place = Place(f"rule {code}", "code")
            if content.get("code", code) != code:
                found = str(content["code"])
                self.problems.append(problems.name_differs(place, found=found, expected=code))
                content |= {"code": code}
            if code == FOLLOW_UP:
                other = "the follow-up plan"
                self.problems.append(problems.name_taken(place, name=code, other=other))
            try:
                rules[code] = read_rule(content, document=place.document)
            except UnableToReadRule as unable:
                self.problems += unable.problems
        return rules

    def _check_definitions(self, definitions: Mapping[str, Mapping[str, Any]]) -> None:
        for name, content in definitions.items():
            for key, value in content.items():
                place = Place(f"definition {name}", key)
                if key not in _DEFINITION_KEYS:
                    found = problems.unknown_tag(place, found=key, known=_TAGS)
                    self.problems.append(found)
                elif key in _TAGS:
                    self.problems += check_text(str(value).replace("{", "("), place=place)

    def _checked_rules(
        self, rules: Mapping[str, Rule], named: NamedExpressions
    ) -> dict[str, CheckedRule]:
        known = named.scope.names.values()
        gates = [each.name for each in known if each.role in (Role.DEFINITION, Role.RULE)]
        around = Surroundings(
            scope=named.scope,
            types={each.name: each.type for each in known},
            gates=named.stands_on(gates),
        )
        checked = {}
        for code, rule in rules.items():
            checker = RuleChecker(rule, around)
            found = checker.check()
            self.problems += checker.problems
            if found is not None and code in named.checked:
                checked[code] = replace(found, used=_used(rule, named))
        return checked

    def _cases(self, dictionary: Dictionary, codes: tuple[str, ...]) -> dict[str, Case]:
        cases = {}
        for key, content in self._of_kind(EntryKind.CASE).items():
            document = f"case {key}"
            try:
                cases[key] = case_from_content(
                    content, dictionary=dictionary, document=document, rules=codes
                )
            except UnableToReadCase as unable:
                self.problems += unable.problems
                continue
            rule = cases[key].rule
            if rule and rule not in codes:
                place = Place(document, "rule")
                found = problems.unknown_code_in_case(place, found=rule, known=codes)
                self.problems.append(found)
        return cases


def _labels(
    rules: Mapping[str, Rule], definitions: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, str]:
    labels = {name: str(content.get("label", "")) for name, content in definitions.items()}
    titles = {code: rule.title for code, rule in rules.items()}
    return MappingProxyType({name: label for name, label in (labels | titles).items() if label})


def _definition(name: str, content: Mapping[str, Any], named: NamedExpressions) -> Definition:
    words = {tag: str(content.get(tag, "")) for tag in _TAGS}
    return Definition(
        name=name, expression=str(content["expression"]), checked=named.checked[name], **words
    )


def _by_gate(checked: Mapping[str, CheckedRule]) -> Mapping[str, tuple[CheckedBlock, ...]]:
    found: dict[str, list[CheckedBlock]] = defaultdict(list)
    for rule in checked.values():
        for block in rule.blocks:
            found[block.gate].append(block)
    return MappingProxyType({gate: tuple(blocks) for gate, blocks in found.items()})


def _used(rule: Rule, named: NamedExpressions) -> tuple[str, ...]:
    """What a reader wants to see: the values that the condition reads, then what it needs.

    Boolean definitions and other rules are opened: their value says less than what they read.
    """
    names: dict[str, None] = {}

    def visit(name: str, seen: frozenset[str]) -> None:
        for read in sorted(named.checked[name].names - seen):
            known = named.scope.find(read)
            if read in named.checked and known is not None and known.type == BOOLEAN:
                visit(read, seen | {read})
            else:
                names[read] = None

    visit(rule.code, frozenset())
    return tuple(dict.fromkeys((*names, *rule.needs)))
