"""Run the tests part by part, and end by saying what was skipped and why.

`python tests/run.py` runs every part; `python tests/run.py core sqlite` runs those.
The exit code is 1 when a test failed, and, with CI=true, when a test was skipped that
was not waiting for the folder of real inputs.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("MGDCDS_SHARED", ROOT.parent / "shared"))

#: Each part: its tests, the processes it may use, and its environment.
PARTS: dict[str, tuple[list[str], str, dict[str, str]]] = {
    "core": (
        ["tests/unit", "tests/spec", "tests/cases", "tests/house", "tests/conformance"],
        "auto",
        {},
    ),
    "generative": (["tests/generative"], "auto", {}),
    "sqlite": (["tests/integration"], "auto", {"MGDCDS_TEST_DATABASE": "sqlite"}),
    "postgresql": (["tests/integration"], "auto", {"MGDCDS_TEST_DATABASE": "postgresql"}),
    "browser": (["tests/functional"], "2", {}),
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"'{unknown[0]}' is not a part. The parts are: {', '.join(PARTS)}.")
        return 2
    results = [_run(name) for name in names or PARTS]
    return _report([result for result in results if result])


def _run(name: str) -> tuple[str, int, Path, float] | None:
    folders, processes, environment = PARTS[name]
    present = [folder for folder in folders if any((ROOT / folder).rglob("test_*.py"))]
    if not present:
        return None
    print(f"\n== {name}", flush=True)
    record = Path(tempfile.mkdtemp()) / f"{name}.xml"
    started = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", processes, f"--junitxml={record}"]
    code = subprocess.run(
        [*command, *present], cwd=ROOT, env=os.environ | environment, check=False
    ).returncode
    return name, code, record, time.monotonic() - started


def _report(results: list[tuple[str, int, Path, float]]) -> int:
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    skipped: dict[str, int] = {}
    print("\n== what ran")
    for name, code, record, seconds in results:
        suite = _suite(record)
        bad = _count(suite, "failures") + _count(suite, "errors") or int(code not in (0, 5))
        passed = _count(suite, "tests") - bad - _count(suite, "skipped")
        print(f"{name:<12} {passed:>6} passed {bad:>4} failed {seconds:7.1f} s")
        counts["passed"] += passed
        counts["failed"] += bad
        for reason in _reasons(suite):
            skipped[reason] = skipped.get(reason, 0) + 1
            counts["skipped"] += 1
    for reason, number in sorted(skipped.items()):
        print(f"skipped {number}: {reason}")
    print("{passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return 1 if counts["failed"] or _is_skip_too_many(skipped) else 0


def _suite(record: Path) -> ElementTree.Element | None:
    return ElementTree.parse(record).getroot().find("testsuite") if record.exists() else None


def _count(suite: ElementTree.Element | None, name: str) -> int:
    return 0 if suite is None else int(suite.get(name, "0"))


def _reasons(suite: ElementTree.Element | None) -> list[str]:
    return [] if suite is None else [item.get("message", "") for item in suite.iter("skipped")]


def _is_skip_too_many(skipped: dict[str, int]) -> bool:
    if os.environ.get("CI") != "true":
        return False
    waiting = not SHARED.exists()
    return any(not (waiting and "real inputs" in reason) for reason in skipped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
