"""The house itself: who may write, what may be imported, how big things may be."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for path in (ROOT / "mgdcds").rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WRITES = {"save", "create", "update", "delete", "get_or_create", "update_or_create"}
#: Calls that look like writes to the database and are none, with the reason.
NO_WRITES = {
    "hash": "hashlib's update",
    "digest": "hashlib's update",
}
#: Functions above the limit, each with its reason.
LONG_FUNCTIONS: dict[str, str] = {}
#: Files above the limit, each with its reason.
LONG_FILES: dict[str, str] = {}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _writes(tree: ast.AST) -> list[tuple[int, str]]:
    found = []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, owner = node.func.attr, ast.unparse(node.func.value)
        is_write = name.startswith("bulk_") or (
            name in WRITES and ("objects" in owner or name == "save" or "filter(" in owner)
        )
        if is_write:
            found.append((node.lineno, f"{owner}.{name}"))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_only_operations_write(path: Path) -> None:
    if path.name == "operations.py" or "operations" in path.parts:
        return

    offenders = _writes(ast.parse(path.read_text(encoding="utf-8")))

    assert offenders == [], f"{_name(path)} writes; move it to an operations.py: {offenders}"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_functions_stay_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    long = [
        (node.name, node.end_lineno - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > 50
        and f"{_name(path)}:{node.name}" not in LONG_FUNCTIONS
    ]

    assert long == [], f"{_name(path)}: split these, or list them with a reason: {long}"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_files_stay_readable(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())

    assert lines <= 500 or _name(path) in LONG_FILES, f"{_name(path)} has {lines} lines."


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_templates_stay_small_and_escaped(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= 150, f"{_name(path)} is long; split it by subject."
    assert "|safe" not in text, f"{_name(path)} turns escaping off."
    assert not re.search(r"<[a-z][^>]*\sstyle=", text), f"{_name(path)} has a style attribute."
    assert not re.search(r"<[a-z][^>]*\son[a-z]+=", text), f"{_name(path)} has an inline handler."


def test_own_scripts_stay_small() -> None:
    scripts = sorted((ROOT / "static" / "js").glob("*.js"))
    sizes = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in scripts}

    assert {name: size for name, size in sizes.items() if size > 150} == {}
    assert sum(sizes.values()) <= 1500


def test_the_framework_admin_is_nowhere() -> None:
    offenders = [
        _name(path)
        for path in SOURCES
        if "django.contrib.admin" in path.read_text(encoding="utf-8")
    ]

    assert offenders == []


def test_the_project_speaks_of_itself_alone() -> None:
    machine = re.compile(r"(?<![\w.])/(?:work|root|tmp)/\w|pypi\.org|npmjs|deb\.debian")
    texts = [
        path
        for pattern in ("*.py", "*.md", "*.toml", "*.html", "*.cql", "*.css", "*.in", "Makefile")
        for path in ROOT.rglob(pattern)
        if not {".venv", "var", "node_modules", ".git", "vendor"} & set(path.parts)
    ]

    offenders = [
        _name(path)
        for path in texts
        if path != Path(__file__) and machine.search(path.read_text(encoding="utf-8"))
    ]

    assert offenders == []
