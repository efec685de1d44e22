"""Measure speed. Figures of one run compare with each other; absolute ones drift with the machine.

`python bench/run.py` measures every engine beside hand-written Python and writes
`docs/performance.md`. `python bench/run.py quick` measures less, and prints instead.
`python bench/run.py pages` fills a database with 10,000 patients and measures every page.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mgdcds.settings")
os.environ.setdefault("MGDCDS_DATA_DIR", tempfile.mkdtemp())


def main(parts: list[str]) -> None:
    """This function will measure what the words of the command name."""
    import django

    django.setup()
    if "pages" in parts:
        from bench.pages import measure_pages

        measure_pages()
    else:
        from bench.report import QUICK, WHOLE, write_report

        page = write_report(QUICK if "quick" in parts else WHOLE)
        print(page)
        if "quick" not in parts:
            (ROOT / "docs" / "performance.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
