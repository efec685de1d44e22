"""What an action may act on: a closed list, so that plans can be merged and compared.

A target is named in a rule by its key. Plans merge by (verb, target), and contradictions are
found between targets, so a new word for an old thing would hide one: add a target here only
when it is a different thing.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Target:
    """One thing that an action acts on.

    `clinician` and `patient` are the words for it inside a sentence ("Stop …", "Stop …").
    `covers` names targets that are a part of this one: stopping magnesium products stops the
    supplement too. `raises` names the target of which this one is a higher amount: avoiding a
    higher dose of vitamin D speaks against starting it, but not against going on with it.
    """

    name: str
    clinician: str
    patient: str
    covers: tuple[str, ...] = ()
    raises: str = ""


_TAKEN = (
    Target("magnesium supplement", "oral magnesium supplement", "magnesium tablets or powders"),
    Target(
        "magnesium replacement",
        "magnesium replacement for measured deficiency",
        "prescribed magnesium",
    ),
    Target(
        "magnesium products",
        "all magnesium products (supplements, antacids, laxatives, bowel preparations)",
        "everything with magnesium in it (supplements, antacids, laxatives)",
        covers=("magnesium supplement",),
    ),
    Target("dietary magnesium", "dietary magnesium", "magnesium from food"),
    Target("vitamin D", "vitamin D", "vitamin D"),
    Target(
        "higher vitamin D dose",
        "raising the vitamin D dose",
        "a higher dose of vitamin D",
        raises="vitamin D",
    ),
    Target("calcium supplement", "calcium supplements", "calcium tablets"),
)
_MEASURED = (
    Target("25(OH)D", "25(OH)D", "a blood test for vitamin D"),
    Target("1,25(OH)2D", "1,25(OH)2D", "a blood test for active vitamin D"),
    Target("magnesium", "serum magnesium", "a blood test for magnesium"),
    Target("calcium", "serum calcium (adjusted)", "a blood test for calcium"),
    Target("phosphate", "serum phosphate", "a blood test for phosphate"),
    Target("potassium", "serum potassium", "a blood test for potassium"),
    Target("creatinine", "creatinine and eGFR", "a blood test of the kidneys"),
    Target("PTH", "PTH", "a blood test for parathyroid hormone"),
    Target("ALP", "alkaline phosphatase", "a blood test for bone enzymes"),
    Target("ECG", "ECG", "a heart tracing (ECG)"),
    Target("24-h urine magnesium", "24-hour urine magnesium", "a 24-hour urine test for magnesium"),
    Target("24-h urine calcium", "24-hour urine calcium", "a 24-hour urine test for calcium"),
)
_LOOKED_AT = (
    Target("diet", "diet", "what you eat and drink"),
    Target("medicines", "medicines", "your medicines"),
    Target("vitamin D dose", "vitamin D dose", "your dose of vitamin D"),
    Target("vitamin D response", "response to vitamin D", "why vitamin D has helped little so far"),
    Target("monitoring", "monitoring", "a check at a later date"),
)
_REFERRED_TO = (
    Target("same-day assessment", "same-day clinical assessment", "a doctor, today"),
    Target("emergency care", "emergency care", "emergency care, now"),
    Target("dialysis unit", "the dialysis unit", "your dialysis team"),
    Target("transplant team", "the transplant team", "your transplant team"),
    Target("nephrology", "nephrology", "a kidney specialist"),
    Target("neurology", "the neurology team", "your nerve and muscle specialist"),
    Target("endocrinology", "endocrinology", "a hormone specialist"),
    Target("specialist", "the responsible specialist", "your specialist"),
)
_SEPARATED = (
    Target("levothyroxine", "levothyroxine", "your thyroid tablets"),
    Target("tetracycline", "the tetracycline", "your tetracycline antibiotic"),
    Target("quinolone", "the quinolone", "your quinolone antibiotic"),
    Target("bisphosphonate", "the oral bisphosphonate", "your bone tablets"),
    Target("integrase inhibitor", "the integrase inhibitor", "your HIV tablets"),
    Target("eltrombopag", "eltrombopag", "eltrombopag"),
    Target("penicillamine", "penicillamine", "penicillamine"),
    Target("gabapentin", "gabapentin", "gabapentin"),
    Target("mycophenolate", "mycophenolate", "mycophenolate"),
)
_TOLD = (
    Target("25(OH)D status", "25(OH)D status", "your vitamin D level"),
    Target("magnesium status", "magnesium status", "your magnesium level"),
    Target("magnesium and 25(OH)D", "magnesium and 25(OH)D", "magnesium and your vitamin D level"),
    Target("vitamin D in kidney disease", "vitamin D in kidney disease", "vitamin D and kidneys"),
    Target("scope", "the scope of this advice", "whom this advice is for"),
    Target(
        "medicines and vitamin D", "medicines that lower 25(OH)D", "your medicines and vitamin D"
    ),
    Target("absorption", "absorption and body weight", "how your body takes up vitamins"),
    Target("colorectal cancer", "evidence in colorectal cancer", "magnesium and bowel cancer"),
    Target("mortality", "evidence on mortality", "what long-term studies say"),
    Target("stopping magnesium", "when to stop magnesium", "when to stop magnesium"),
)

TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        target.name: target
        for group in (_TAKEN, _MEASURED, _LOOKED_AT, _REFERRED_TO, _SEPARATED, _TOLD)
        for target in group
    }
)


def suggest_target(name: str) -> str:
    """This function will answer the known target nearest to a name, or '' if none is near."""
    return next(iter(difflib.get_close_matches(name, TARGETS, n=1)), "")


def targets_within(name: str) -> frozenset[str]:
    """This function will answer a target and the targets that are a part of it."""
    return frozenset({name, *TARGETS[name].covers}) if name in TARGETS else frozenset({name})


def targets_against(name: str) -> frozenset[str]:
    """This function will answer the targets whose start speaks against avoiding `name`."""
    raises = TARGETS[name].raises if name in TARGETS else ""
    return targets_within(name) | ({raises} if raises else frozenset())
