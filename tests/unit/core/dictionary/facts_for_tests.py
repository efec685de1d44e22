"""A few facts by hand, so that these tests do not lean on the shipped knowledge."""

from decimal import Decimal

from mgdcds.core.dictionary.fact import Choice, Fact, Kind, Range, Unit


def pairs(*texts):
    return tuple(tuple(Decimal(part) for part in text.split("/")) for text in texts)


VITAMIN_D = Fact(
    name="vitamin_d_25oh",
    kind=Kind.QUANTITY,
    label="25(OH)D",
    question="What is the 25(OH)D?",
    section="vitamin_d",
    unit="ng/mL",
    substance="25(OH)D",
    decimals=2,
    plausible=Range(Decimal(5), Decimal(70)),
    possible=Range(Decimal("0.1"), Decimal(400)),
    fresh_days=180,
    units=(
        Unit("ng/mL", Decimal(1), "ng/mL", decimals=1, system="conventional"),
        Unit(
            "nmol/L",
            Decimal("0.4"),
            "nmol/L",
            decimals=1,
            system="si",
            pairs=pairs("12/30", "20/50", "30/75", "50/125", "60/150", "100/250", "150/375"),
        ),
    ),
)
MAGNESIUM = Fact(
    name="magnesium",
    kind=Kind.QUANTITY,
    label="Magnesium",
    question="What is the serum magnesium?",
    section="magnesium",
    unit="mmol/L",
    substance="magnesium",
    decimals=4,
    plausible=Range(Decimal("0.4"), Decimal("1.5")),
    possible=Range(Decimal("0.05"), Decimal(10)),
    fresh_days=90,
    units=(
        Unit("mmol/L", Decimal(1), "mmol/L", decimals=2, least_decimals=2, system="si"),
        Unit(
            "mg/dL",
            Decimal("0.4114"),
            "mg/dL",
            decimals=2,
            least_decimals=1,
            system="conventional",
            pairs=pairs(
                "0.50/1.2",
                "0.60/1.46",
                "0.70/1.7",
                "0.75/1.82",
                "0.85/2.07",
                "0.95/2.31",
                "1.05/2.6",
                "2.0/4.9",
            ),
        ),
        Unit("meq/L", Decimal("0.5"), "mEq/L", decimals=2, least_decimals=1),
    ),
)
CREATININE = Fact(
    name="creatinine",
    kind=Kind.QUANTITY,
    label="Creatinine",
    question="What is the creatinine?",
    section="kidney_heart",
    unit="mg/dL",
    substance="creatinine",
    decimals=4,
    plausible=Range(Decimal("0.3"), Decimal(15)),
    possible=Range(Decimal("0.05"), Decimal(100)),
    units=(
        Unit("mg/dL", Decimal(1), "mg/dL", decimals=2, least_decimals=1, system="conventional"),
        Unit("umol/L", Decimal("0.011312217194570136"), "µmol/L", decimals=1, system="si"),
    ),
)
DIALYSIS = Fact(
    name="dialysis",
    kind=Kind.CHOICE,
    label="Dialysis",
    question="Is the patient on dialysis?",
    section="kidney_heart",
    choices=(Choice("none", "No dialysis"), Choice("haemodialysis", "Haemodialysis")),
)
PREGNANT = Fact(
    name="pregnant",
    kind=Kind.BOOLEAN,
    label="Pregnant",
    question="Is the patient pregnant?",
    section="who",
)
BORN = Fact(
    name="birth_date",
    kind=Kind.DATE,
    label="Date of birth",
    question="When was the patient born?",
    section="who",
)
AGE = Fact(
    name="age_years",
    kind=Kind.NUMBER,
    label="Age",
    question="How old is the patient?",
    section="who",
    unit="years",
)
