"""The rules of release 1 as a programmer would write them by hand: which rules fire.

It is the measure for the engines, not a part of the program: it knows only "true" or "not
known to be true", and gives no reasons. `facts` holds canonical values (floats, bools,
texts); what is not recorded is None. A test holds it against the judge.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

FRACTIONS = {
    "oxide": 0.603, "hydroxide": 0.417, "carbonate": 0.288, "chloride_anhydrous": 0.255,
    "chloride_hexahydrate": 0.120, "sulfate_anhydrous": 0.202, "sulfate_heptahydrate": 0.099,
    "citrate_trimagnesium": 0.162, "citrate_1_1": 0.113, "malate": 0.155, "bisglycinate": 0.141,
    "glycerophosphate": 0.125, "lactate_anhydrous": 0.120, "lactate_dihydrate": 0.102,
    "taurate": 0.089, "threonate": 0.083, "aspartate_anhydrous": 0.084,
    "aspartate_dihydrate": 0.075, "orotate": 0.073, "gluconate_anhydrous": 0.059,
    "gluconate_dihydrate": 0.054,
}  # fmt: skip
Get = Callable[[str], Any]


def fires(facts: dict[str, Any]) -> set[str]:
    """This function will answer the codes of the rules whose condition is true."""
    f = facts.get
    age, months = f("age_years"), f("age_months")
    sex = f("sex")
    d, d_before, dose = f("vitamin_d_25oh"), f("vitamin_d_25oh_previous"), f("vitamin_d_dose")
    mg = None if f("magnesium_haemolysed") else f("magnesium")
    ca, k, pth = find_calcium(f), f("potassium"), f("pth")
    pregnant = False if sex == "male" or (age is not None and age > 55) else f("pregnant")
    lactating = False if sex == "male" or (age is not None and age > 55) else f("lactating")
    dialysis = f("dialysis")
    on_dialysis = None if dialysis is None else dialysis != "none"
    egfr = find_egfr(f, age, sex, pregnant)
    weak_kidney = on_dialysis or (egfr is not None and egfr < 60)
    supplement = find_supplement(f)
    below = find_below_rda(f("magnesium_diet"), supplement, find_rda(age, months, sex, pregnant))
    bmi = find_bmi(f)
    calcium_high = find_calcium_high(ca, f("calcium_ionised"))
    low_ca = ca is not None and ca < 2.20
    low_k = k is not None and k < 3.5
    loss_drug = find_loss_drug(f)
    loss_condition = (
        f("alcohol_use_disorder") or f("diabetes_poorly_controlled") or f("chronic_diarrhoea")
        or f("refeeding_risk") or f("chronic_pancreatitis")
    )  # fmt: skip
    found = set()
    if d is not None:
        found |= _vitamin_d_bands(d)
        if d < 30 and (mg is None or mg < 0.85 or below):
            found.add("B01")
        if d <= 30 and ((mg is not None and 0.50 <= mg < 0.85) or below):
            found.add("B02")
        if d < 20 and below and f("colorectal_cancer") is False:
            found.add("P05")
        if _is_non_response(f, d, d_before, dose, bmi):
            found.add("B05")
        if _is_pth_block(f, d, mg, ca, pth, calcium_high, pregnant):
            found.add("B07")
    if mg is not None:
        found |= _magnesium_bands(f, mg)
        if 0.70 <= mg < 0.85 and (below or loss_drug or loss_condition or low_ca or low_k):
            found.add("A05")
        if mg < 0.70 and (low_ca or low_k):
            found.add("B06")
    calcium_supplement = f("calcium_supplement")
    if calcium_supplement is not None and calcium_supplement >= 500 and below is not False:
        if on_dialysis is False and egfr is not None and egfr >= 30:
            found.add("B08")
    if weak_kidney:
        found.add("K01")
        if (pth is not None and pth > 65) or (
            d is not None and d < 30 and (f("vitamin_d_weeks") or 0) >= 12 and (dose or 0) >= 1500
        ):
            found.add("K06")
    if egfr is not None and on_dialysis is False:
        if egfr < 30:
            found.add("K03")
        elif egfr < 45:
            found.add("K02")
    if on_dialysis:
        found.add("K04")
    if f("kidney_transplant") or f("calcineurin_inhibitor"):
        found.add("K05")
    if loss_drug and (mg is None or mg < 0.70):
        found.add("M01")
    if ((supplement or 0) > 0 or f("magnesium_product_hidden")) and (
        f("levothyroxine") or f("tetracycline") or f("quinolone") or f("bisphosphonate_oral")
        or f("integrase_inhibitor") or f("eltrombopag") or f("penicillamine") or f("gabapentin")
        or f("mycophenolate")
    ):  # fmt: skip
        found.add("M02")
    if (dose or 0) >= 1000 and (
        f("thiazide") or f("digoxin") or f("lithium") or f("active_vitamin_d")
        or (calcium_supplement or 0) >= 1000
    ):  # fmt: skip
        found.add("M03")
    if (
        f("enzyme_inducer") or f("orlistat") or f("bile_acid_sequestrant")
        or f("glucocorticoid_chronic")
    ):  # fmt: skip
        found.add("M04")
    if (
        f("coeliac_disease") or f("inflammatory_bowel_disease") or f("short_bowel")
        or f("bariatric_surgery") or (bmi is not None and bmi >= 30)
    ):  # fmt: skip
        found.add("P01")
    if loss_condition:
        found.add("P02")
    if f("colorectal_cancer"):
        found.add("P03")
    if below and ((f("training_hours") or 0) >= 5 or f("competitive_athlete")):
        found.add("P04")
    if calcium_high:
        found.add("S01")
    if (
        f("sarcoidosis") or f("tuberculosis_active") or f("granulomatous_disease_other")
        or f("lymphoma")
    ):  # fmt: skip
        found.add("S04")
    if f("primary_hyperparathyroidism") or (calcium_high and pth is not None and pth >= 40):
        found.add("S05")
    if f("myasthenia_gravis") or f("lambert_eaton"):
        found.add("S06")
    if (f("av_block_high_grade") and f("pacemaker") is False) or (
        (f("heart_rate") or 99) < 45 and f("symptom_bradycardia")
    ):
        found.add("S07")
    if f("kidney_stones") or (f("urine_calcium_24h") or 0) > 7.5:
        found.add("S08")
    if supplement is not None and (
        supplement > 350
        or (age is not None and ((age < 9 and supplement > 110) or (age < 4 and supplement > 65)))
    ):
        found.add("S10")
    if pregnant or lactating or (age is not None and age < 18):
        found.add("S11")
    return found


def _vitamin_d_bands(d: float) -> set[str]:
    found = {"A01"} if d > 0 else set()
    if d < 12:
        found.add("A02")
    elif d > 150:
        found.add("S03")
    elif d > 100:
        found.add("S02")
    elif d > 50:
        found.add("B04")
    elif d > 30:
        found.add("B03")
    return found


def _magnesium_bands(f: Get, mg: float) -> set[str]:
    found = {"A03"} if mg > 0 else set()
    if mg > 1.05:
        found.add("S09")
    symptom = (
        f("symptom_seizure") or f("symptom_tetany") or f("symptom_syncope")
        or f("symptom_arrhythmia")
    )  # fmt: skip
    if mg < 0.50 or (mg < 0.70 and symptom) or (mg < 0.60 and (f("qtc") or 0) > 500):
        found.add("A04")
    return found


def find_calcium(f: Get) -> float | None:
    if f("calcium_adjusted") is not None:
        return f("calcium_adjusted")
    if f("calcium") is None or f("albumin") is None:
        return None
    return round(f("calcium") + 0.02 * (40 - f("albumin")), 8)


def find_calcium_high(ca: float | None, ionised: float | None) -> bool | None:
    if ca is None and ionised is None:
        return None
    return (ca is not None and ca > 2.60) or (ionised is not None and ionised > 1.32)


def find_egfr(f: Get, age: float | None, sex: str | None, pregnant: bool | None) -> float | None:
    creatinine = f("creatinine")
    if (age is not None and age < 18) or pregnant:
        return f("egfr")
    if creatinine is None or age is None or sex is None:
        return f("egfr")
    ratio = creatinine / (0.7 if sex == "female" else 0.9)
    power = -1.2 if ratio > 1 else (-0.241 if sex == "female" else -0.302)
    return round(142 * ratio**power * 0.9938**age * (1.012 if sex == "female" else 1.0), 8)


def find_bmi(f: Get) -> float | None:
    if f("bmi") is not None:
        return f("bmi")
    if not f("height") or f("weight") is None:
        return None
    return round(f("weight") / (f("height") / 100) ** 2, 8)


def find_supplement(f: Get) -> float | None:
    if f("magnesium_supplement") is not None:
        return f("magnesium_supplement")
    if f("magnesium_salt_dose") is None or f("magnesium_salt") not in FRACTIONS:
        return None
    return round(f("magnesium_salt_dose") * FRACTIONS[f("magnesium_salt")], 8)


def find_rda(
    age: float | None, months: float | None, sex: str | None, pregnant: bool | None
) -> int | None:
    if age is None:
        return None
    if months is not None and months < 6:
        return 30
    for limit, needed in ((1, 75), (4, 80), (9, 130)):
        if age < limit:
            return needed
    if pregnant:
        return 400 if age < 19 else 350 if age < 31 else 360
    if age < 14:
        return 240
    if sex == "female":
        return 360 if age < 19 else 310 if age < 31 else 320
    if sex == "male":
        return 410 if age < 19 else 400 if age < 31 else 420
    return None


def find_below_rda(diet: float | None, supplement: float | None, rda: int | None) -> bool | None:
    if rda is None:
        return None
    if (diet is not None and diet >= rda) or (supplement is not None and supplement >= rda):
        return False
    if diet is None or supplement is None:
        return None
    return diet + supplement < rda


def find_loss_drug(f: Get) -> bool | None:
    return (
        (f("ppi") and (f("ppi_days") or 0) >= 90) or f("loop_diuretic") or f("thiazide")
        or f("aminoglycoside") or f("amphotericin_b") or f("platinum_chemotherapy")
        or f("egfr_antibody") or f("pentamidine") or f("foscarnet") or f("calcineurin_inhibitor")
    )  # fmt: skip


def _is_non_response(
    f: Get, d: float, before: float | None, dose: float | None, bmi: float | None
) -> bool:
    if d >= 30 or not before or (dose or 0) < 1500 or (f("vitamin_d_weeks") or 0) < 8:
        return False
    if f("vitamin_d_adherence") != "good":
        return False
    factor = 0.5 if bmi is not None and bmi >= 35 else 1.0
    return d < 20 or d - before < 0.5 * round(dose * 0.007 * factor, 8)


def _is_pth_block(
    f: Get,
    d: float,
    mg: float | None,
    ca: float | None,
    pth: float | None,
    calcium_high: bool | None,
    pregnant: bool | None,
) -> bool:
    if pth is None or pth > 65 or d >= 20:
        return False
    if d >= 12 and not ((mg is not None and mg < 0.75) or (ca is not None and ca < 2.20)):
        return False
    if calcium_high is not False or mg is None or mg > 1.05 or pregnant is not False:
        return False
    return all(
        f(name) is False
        for name in ("active_vitamin_d", "cinacalcet", "hypoparathyroidism", "neck_surgery")
    )
