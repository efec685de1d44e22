"""Visits of the worked examples, for the tests of the advice pages."""

from __future__ import annotations

from typing import Any

from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.evaluations.values import VisitValue
from tests.builders import make_patient, make_visit

_NOTHING_ELSE = {
    "dialysis": "none",
    "kidney_transplant": False,
    "training_hours": 0,
    "competitive_athlete": False,
    "lactating": False,
    "pregnant": False,
    "calcium_supplement": "0 mg/d",
    "vitamin_d_dose": "0 [IU]/d",
}
#: Case D1: low vitamin D, low-normal magnesium.
D1: dict[str, Any] = _NOTHING_ELSE | {
    "vitamin_d_25oh": "18 ng/mL",
    "magnesium": "0.78 mmol/L",
    "creatinine": "0.9 mg/dL",
    "calcium_adjusted": "2.30 mmol/L",
    "pth": "58 pg/mL",
    "potassium": "4.2 mmol/L",
    "bmi": "26",
    "magnesium_diet": "210 mg/d",
    "magnesium_supplement": "0 mg/d",
}
#: Case D3: exactly 30 ng/mL, here in the canonical unit.
D3 = D1 | {"vitamin_d_25oh": "30 ng/mL", "magnesium": "0.82 mmol/L", "magnesium_diet": "250 mg/d"}
#: Case D6: CKD G4 with shop-bought magnesium oxide.
D6 = D1 | {
    "vitamin_d_25oh": "14 ng/mL",
    "magnesium": "0.76 mmol/L",
    "creatinine": "2.6 mg/dL",
    "calcium_adjusted": "2.25 mmol/L",
    "pth": "138 pg/mL",
    "potassium": "4.9 mmol/L",
    "magnesium_diet": "220 mg/d",
    "magnesium_supplement": "241 mg/d",
}
#: Two pieces of safety advice: high calcium, and vitamin D above 150 ng/mL.
TWO_SAFETY = D1 | {
    "calcium_adjusted": "2.80 mmol/L",
    "vitamin_d_25oh": "160 ng/mL",
    "pth": "20 pg/mL",
}
#: An emergency.
EMERGENCY = D1 | {"magnesium": "2.10 mmol/L"}


def visit_of(actor: Actor, facts: dict[str, Any], **patient: Any) -> VisitValue:
    """This function will record a visit of a new patient with some facts."""
    return make_visit(actor, make_patient(actor, **patient), facts)


def advice_url(visit: VisitValue, further: str = "") -> str:
    """This function will answer the address of a visit's advice, or of a page below it."""
    return f"/advice/{visit.evaluation_id}/{further}"
