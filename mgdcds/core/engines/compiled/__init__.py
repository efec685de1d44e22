"""The compiled evaluator: a release becomes one generated Python function.

    compiled = compile_program(program, names)        # names of conditions, such as rule codes
    row = compiled.row_of(plain, on=date)             # floats, bools, texts, dates by name
    row = compiled.row_of(plain, on=date, limits={"magnesium_lln": 0.75})    # of the site
    statuses = compiled.evaluate(row)                 # or of a FactSheet
    statuses.true, statuses.unknown                   # masks: bit i is names[i]
    statuses.truth("S09"), statuses.missing("S09")
    explained = compiled.explain(row)                 # statuses, and a reason for all not false
    explained.statuses, explained.reasons[0].leaves, explained.reasons[0].tell()

It answers what the judge answers, for every sheet, and a test holds the two against each other.

**How it is fast.** Each fact is read once into a local. A condition is first asked whether it
can be settled at once, and only then whether it is true or unknown. What is used more than
once is computed once. When the whole is written, every path through it is followed (`follow`),
and what is known there is not asked again (`shorten`). The limits of the release are constants;
rows with limits of their own have a function that reads them. What is missing is masks of
facts, which are joined and decoded when somebody reads them. Numbers are doubles, with a bound
on their error (`span`): a comparison closer than the bound, and everything that has no writer
(`table`), is asked of the judge's own plan. Where there are many rules, what a value makes of
all of them is looked up at once (`index`).

**Why it is safe to run what was generated.** The source is made from a checked tree alone, by
one small function for each operator. Locals are letters with a number. Numbers are written by
`repr` and `hex` from floats and integers; a text is written only if it consists of plain
letters, digits and underscores, and everything else comes in as a value under a numbered
name. So nothing that an author wrote is ever read as code. The function has no builtins, no
attributes, no imports and no loops: a test parses it and names every kind of node that may occur.
"""

from mgdcds.core.engines.compiled.compile import Compiled, compile_program
from mgdcds.core.engines.compiled.reasons import Explained, Why
from mgdcds.core.engines.compiled.row import Row
from mgdcds.core.engines.compiled.statuses import Statuses

__all__ = ["Compiled", "Explained", "Row", "Statuses", "Why", "compile_program"]
