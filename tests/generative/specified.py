"""The conditions of release 1 as they were specified, in three-valued Python.

Written from the specification and not from the shipped rules, so that each can judge the other.
`f` answers a canonical value as a float, bool or text, or None where it is not known.
"""

from __future__ import annotations

from functools import reduce

CONDITIONS_OF_LOSS = (
    "alcohol_use_disorder",
    "diabetes_poorly_controlled",
    "chronic_diarrhoea",
    "refeeding_risk",
    "chronic_pancreatitis",
)
DRUGS_OF_LOSS = (
    "loop_diuretic",
    "thiazide",
    "aminoglycoside",
    "amphotericin_b",
    "platinum_chemotherapy",
    "egfr_antibody",
    "pentamidine",
    "foscarnet",
    "calcineurin_inhibitor",
)
KEPT_APART = (
    "levothyroxine",
    "tetracycline",
    "quinolone",
    "bisphosphonate_oral",
    "integrase_inhibitor",
    "eltrombopag",
    "penicillamine",
    "gabapentin",
    "mycophenolate",
)


def both(*truths):
    """`and`: false when one is false, else unknown when one is unknown."""
    return False if False in truths else None if None in truths else True


def either(*truths):
    """`or`: true when one is true, else unknown when one is unknown."""
    return True if True in truths else None if None in truths else False


def no(truth):
    """`not`."""
    return None if truth is None else not truth


def compare(test):
    """A comparison that is unknown while a side is."""
    return lambda left, right: None if None in (left, right) else test(left, right)


less, most = compare(lambda left, right: left < right), compare(lambda left, right: left <= right)
more, least = compare(lambda left, right: left > right), compare(lambda left, right: left >= right)
same = compare(lambda left, right: left == right)


def first(*values):
    """`Coalesce`."""
    return next((value for value in values if value is not None), None)


def calculate(function, *values):
    """A number that is unknown while a part is, rounded to 8 decimals."""
    return None if None in values else round(function(*values), 8)


def values_of(f):
    """The calculated facts of the specification."""
    v = {"age": f("age_years"), "sex": f("sex"), "d": f("vitamin_d_25oh"), "pth": f("pth")}
    v["mg"] = None if f("magnesium_haemolysed") is True else f("magnesium")
    for name in ("pregnant", "lactating"):
        is_out = v["sex"] == "male" or more(v["age"], 55) is True
        v[name] = False if is_out else f(name)
    v["dialysis"] = None if f("dialysis") is None else f("dialysis") != "none"
    v["egfr"] = first(_ckd_epi(f, v), f("egfr"))
    v["ca"] = first(
        f("calcium_adjusted"),
        calculate(lambda ca, albumin: ca + 0.02 * (40 - albumin), f("calcium"), f("albumin")),
    )
    ionised = f("calcium_ionised")
    is_open = v["ca"] is None and ionised is None
    v["ca_high"] = None if is_open else more(v["ca"], 2.6) is True or more(ionised, 1.32) is True
    v["bmi"] = first(
        f("bmi"), calculate(lambda kg, cm: kg / (cm / 100) ** 2, f("weight"), f("height"))
    )
    v["supplement"] = f("magnesium_supplement")
    v["below_rda"] = _below_rda(f("magnesium_diet"), v["supplement"], _rda(v))
    v["loss_drug"] = either(
        both(f("ppi"), least(f("ppi_days"), 90)), *(f(name) for name in DRUGS_OF_LOSS)
    )
    v["loss_condition"] = either(*(f(name) for name in CONDITIONS_OF_LOSS))
    v["low_ca"], v["low_k"] = less(v["ca"], 2.2), less(f("potassium"), 3.5)
    return v


def _ckd_epi(f, v):
    creatinine, age, sex = f("creatinine"), v["age"], v["sex"]
    if None in (creatinine, age, sex) or age < 18 or v["pregnant"] is True:
        return None
    k, a, factor = (0.7, -0.241, 1.012) if sex == "female" else (0.9, -0.302, 1)
    ratio = creatinine / k
    return 142 * min(ratio, 1) ** a * max(ratio, 1) ** -1.2 * 0.9938**age * factor


def _rda(v):
    age, female, pregnant = v["age"], v["sex"] == "female", v["pregnant"] is True
    if age is None:
        return None
    if age < 14 and not (pregnant and age >= 9):
        # A whole year of age stands for its months: under one year it is the first half.
        return 30 if age < 1 else 80 if age < 4 else 130 if age < 9 else 240
    if pregnant:
        return 400 if age < 19 else 350 if age < 31 else 360
    if v["sex"] is None:
        return None
    if age < 19:
        return 360 if female else 410
    if age < 31:
        return 310 if female else 400
    return 320 if female else 420


def _below_rda(diet, supplement, rda):
    total = calculate(lambda one, other: one + other, diet, supplement)
    return both(no(least(diet, rda)), no(least(supplement, rda)), less(total, rda))


def conditions_of(f):
    """The truth of every condition, by code."""
    v = values_of(f)
    d, mg, egfr, pth, dose = v["d"], v["mg"], v["egfr"], v["pth"], f("vitamin_d_dose")
    weak = either(v["dialysis"], less(egfr, 60))
    rise = calculate(lambda now, before: now - before, d, f("vitamin_d_25oh_previous"))
    scale = 0.5 if least(v["bmi"], 35) is True else 1
    half = calculate(lambda iu: 0.5 * iu * 0.007 * scale, dose)
    long_on_dose = both(less(d, 30), least(f("vitamin_d_weeks"), 12), least(dose, 1500))
    symptoms = either(
        *(f(f"symptom_{name}") for name in ("seizure", "tetany", "syncope", "arrhythmia"))
    )
    hard_pth = either(
        both(less(d, 12), most(pth, 65)),
        both(least(d, 12), less(d, 20), most(pth, 65), either(less(mg, 0.75), v["low_ca"])),
    )
    others = ("active_vitamin_d", "cinacalcet", "hypoparathyroidism", "neck_surgery")
    return {
        "A01": more(d, 0),
        "A02": less(d, 12),
        "A03": more(mg, 0),
        "A04": either(
            less(mg, 0.5), both(less(mg, 0.7), symptoms), both(less(mg, 0.6), more(f("qtc"), 500))
        ),
        "A05": both(
            least(mg, 0.7),
            less(mg, 0.85),
            either(
                v["below_rda"], v["loss_drug"], v["loss_condition"], v["low_ca"], v["low_k"]
            ),
        ),
        "B01": both(less(d, 30), either(mg is None, less(mg, 0.85), v["below_rda"])),
        "B02": both(most(d, 30), either(both(least(mg, 0.5), less(mg, 0.85)), v["below_rda"])),
        "B03": both(more(d, 30), most(d, 50)),
        "B04": both(more(d, 50), most(d, 100)),
        "B05": both(
            less(d, 30),
            least(dose, 1500),
            least(f("vitamin_d_weeks"), 8),
            same(f("vitamin_d_adherence"), "good"),
            more(f("vitamin_d_25oh_previous"), 0),
            either(less(rise, half), less(d, 20)),
        ),
        "B06": both(less(mg, 0.7), either(v["low_ca"], v["low_k"])),
        "B07": both(
            hard_pth,
            no(v["ca_high"]),
            no(more(mg, 1.05)),
            no(v["pregnant"]),
            *(no(f(name)) for name in others),
        ),
        "B08": both(
            least(f("calcium_supplement"), 500),
            v["below_rda"] is not False,
            no(either(v["dialysis"], less(egfr, 30))),
        ),
        "K01": weak,
        "K02": both(least(egfr, 30), less(egfr, 45), no(v["dialysis"])),
        "K03": both(less(egfr, 30), no(v["dialysis"])),
        "K04": v["dialysis"],
        "K05": either(f("kidney_transplant"), f("calcineurin_inhibitor")),
        "K06": both(weak, either(more(pth, 65), long_on_dose)),
        "S01": v["ca_high"],
        "S02": both(more(d, 100), most(d, 150)),
        "S03": more(d, 150),
        "S04": either(
            f("sarcoidosis"), f("tuberculosis_active"), f("granulomatous_disease_other"),
            f("lymphoma"),
        ),
        "S05": either(f("primary_hyperparathyroidism"), both(v["ca_high"], least(pth, 40))),
        "S06": either(f("myasthenia_gravis"), f("lambert_eaton")),
        "S07": either(
            both(f("av_block_high_grade"), no(f("pacemaker"))),
            both(less(f("heart_rate"), 45) is True, f("symptom_bradycardia")),
        ),
        "S08": either(f("kidney_stones"), more(f("urine_calcium_24h"), 7.5) is True),
        "S09": more(mg, 1.05),
        "S10": either(
            more(v["supplement"], 350),
            both(less(v["age"], 9), more(v["supplement"], 110)),
            both(less(v["age"], 4), more(v["supplement"], 65)),
        ),
        "S11": either(v["pregnant"], v["lactating"], less(v["age"], 18)),
        "M01": both(v["loss_drug"], either(mg is None, less(mg, 0.7))),
        "M02": both(
            either(more(v["supplement"], 0), f("magnesium_product_hidden")),
            either(*(f(name) for name in KEPT_APART)),
        ),
        "M03": both(
            either(
                f("thiazide"), f("digoxin"), f("lithium"), f("active_vitamin_d"),
                least(f("calcium_supplement"), 1000),
            ),
            least(dose, 1000),
        ),
        "M04": either(
            f("enzyme_inducer"), f("orlistat"), f("bile_acid_sequestrant"),
            f("glucocorticoid_chronic"),
        ),
        "P01": either(
            f("coeliac_disease"), f("inflammatory_bowel_disease"), f("short_bowel"),
            f("bariatric_surgery"), least(v["bmi"], 30),
        ),
        "P02": v["loss_condition"],
        "P03": f("colorectal_cancer"),
        "P04": both(
            either(least(f("training_hours"), 5), f("competitive_athlete")), v["below_rda"]
        ),
        "P05": both(less(d, 20), v["below_rda"], no(f("colorectal_cancer"))),
    }  # fmt: skip


def statuses_of(f):
    """The status of every rule, by code, and who stands behind B01 and B02."""
    found, v = conditions_of(f), values_of(f)
    mg_ok = both(
        least(v["age"], 18), no(v["pregnant"]), least(v["egfr"], 30), no(v["dialysis"]),
        most(v["mg"], 1.05), no(found["S06"]), no(found["S07"]),
    )  # fmt: skip
    d_ok = both(no(v["ca_high"]), *(no(found[code]) for code in ("S02", "S03", "S04", "S05")))
    gate = reduce(both, (mg_ok, d_ok, no(found["A04"])))
    words = {True: "fires", False: "not_met", None: "unknown"}
    statuses = {code: words[truth] for code, truth in found.items()}
    if found["B01"] is True and gate is False:
        statuses["B01"] = "withheld"
    if found["B02"] is True and gate is not True:
        statuses["B02"] = "withheld"
    return statuses
