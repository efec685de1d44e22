"""The shipped facts with the parameters that these tests need, whatever the shipped ones are."""

import datetime
from functools import cache

from mgdcds.core.dictionary.read import dictionary_from_contents
from tests.shipped_facts import shipped_contents

ON = datetime.date(2026, 11, 22)


def _limit(like, value, **profiles):
    label = f"Limit of {like}"
    return {"label": label, "like": like, "value": value, "profiles": profiles}


PARAMETERS = {
    "magnesium_lln": _limit("magnesium", "0.70 mmol/L"),
    "magnesium_uln": _limit("magnesium", "1.05 mmol/L"),
    "calcium_lln": _limit("calcium_adjusted", "2.20 mmol/L"),
    "calcium_uln": _limit("calcium_adjusted", "2.60 mmol/L"),
    "pth_lln": _limit("pth", "15 pg/mL"),
    "pth_uln": _limit("pth", "65 pg/mL"),
    "potassium_lln": _limit("potassium", "3.5 mmol/L"),
    "magnesium_supplement_ul": _limit("magnesium_supplement", "350 mg/d", eu="250 mg/d"),
}


@cache
def dictionary():
    return dictionary_from_contents(shipped_contents(), PARAMETERS)
