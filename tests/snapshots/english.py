"""Every rule of release 1 in English, as one page to read.

Write it again after a change of the words or of the rules, and read what changed:

    .venv/bin/python -m tests.snapshots.english
"""

from pathlib import Path

from mgdcds.core.engines.english import describe
from mgdcds.core.facts.case_file import sheet_of_case
from mgdcds.core.guidance.advise import advise
from mgdcds.core.guidance.report import Status
from mgdcds.stores.library.shipped import load_shipped_rulebook

PAGE = Path(__file__).with_name("english_release_1.md")
#: Worked patients: both deficits, a diseased kidney, a symptom, a poor response, much unknown.
PATIENTS = (
    "d01_classic_low_low",
    "d06_ckd_g4_with_oxide",
    "a04_seizure_below_070",
    "b05_small_rise",
    "b07_second_limb_calcium",
    "k01_stale_creatinine",
    "d15_gymnast_without_chemistry",
)
_HEAD = """# Release 1 in English

Written by `.venv/bin/python -m tests.snapshots.english`: do not edit.

What each rule asks, without a patient, and what was so for some worked patients.
"""


def write_page():
    """The page as text."""
    book = load_shipped_rulebook()
    lines = [_HEAD, "## Rules", ""]
    for rule in book.checked.values():
        lines += [f"### {rule.rule.code} {rule.rule.title}", "", *_rule(rule, book.program), ""]
    lines += ["## Definitions", ""]
    lines += [
        f"- **{book.program.label(name)}**: {describe(checked, program=book.program)}."
        for name, checked in sorted(book.program.expressions.items())
        if name not in book.rules
    ]
    for slug in PATIENTS:
        lines += ["", f"## Patient: {book.cases[slug].name}", "", *_patient(book, slug)]
    return "\n".join(lines) + "\n"


def _rule(rule, program):
    def say(checked):
        return f"{describe(checked, program=program)}."

    yield f"- Applies when: {say(rule.when)}"
    for at, level in enumerate(rule.levels, 1):
        if level.when:
            yield f"- Level {at}: {say(level.when)}"
        for each in level.actions:
            if each.when:
                yield f"- Level {at}, {each.action.verb} {each.action.target}: {say(each.when)}"
    for tag in rule.tags:
        yield f"- Remark: {say(tag.when)}"
    for block in rule.blocks:
        yield f"- Blocks {program.label(block.gate)}: {say(block.when)}"


def _patient(book, slug):
    report = advise(book, sheet_of_case(book.cases[slug], dictionary=book.dictionary))
    for rule in report.rules:
        if rule.status is not Status.NOT_MET:
            yield f"- {rule.code} {rule.title} ({rule.status.replace('_', ' ')})"
            yield from (f"  - {sentence}." for sentence in rule.because)


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
