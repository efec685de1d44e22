"""The colours: enough contrast in both schemes, and named in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text(encoding="utf-8")
WORDS = 4.5
EDGES = 3.0
TONES = ("emergency", "soon", "routine", "information", "unknown", "withheld", "good")


def _colours(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6});", text))


LIGHT = _colours(TOKENS.split("@media")[0])
DARK = LIGHT | _colours(TOKENS.split("@media (prefers-color-scheme: dark)")[1].split("@media")[0])


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """This function will answer the contrast ratio of WCAG 2 between two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _pairs() -> list[tuple[str, str, float]]:
    words = [
        (word, ground, WORDS)
        for word in ("ink", "muted", "brand", "brand-strong", *TONES)
        for ground in ("paper", "wash")
    ]
    words += [("ink", ground, WORDS) for ground in ("sunk", *(f"{tone}-wash" for tone in TONES))]
    words += [(tone, f"{tone}-wash", WORDS) for tone in TONES]
    words += [("on-brand", "brand", WORDS), ("on-brand", "brand-strong", WORDS)]
    words += [("brand-strong", "brand-wash", WORDS), ("paper", "emergency", WORDS)]
    words += [("muted", "sunk", WORDS)]
    edges = [("edge", ground, EDGES) for ground in ("paper", "wash")]
    return [*words, *edges, ("focus", "focus-edge", EDGES)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("over", "under", "least"), _pairs())
def test_colours_stand_out(scheme: str, over: str, under: str, least: float) -> None:
    colours = LIGHT if scheme == "light" else DARK

    assert contrast(colours[over], colours[under]) >= least


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "path",
    [path for path in sorted(CSS.rglob("*.css")) if path.name != "tokens.css"],
    ids=lambda path: path.name,
)
def test_only_the_tokens_name_a_colour(path: Path) -> None:
    screen = re.sub(r"url\([^)]*\)", "", path.read_text(encoding="utf-8").split("@media print")[0])

    is_paper = path.name in {"print.css", "document.css"} or path.name.startswith("paper-")
    assert is_paper or re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])", screen) == []


def test_third_party_files_say_their_licence() -> None:
    for folder in (CSS.parent / "vendor", Path(__file__).resolve().parents[1] / "vendor"):
        licences = (folder / "LICENSES.md").read_text(encoding="utf-8")
        for path in folder.iterdir():
            assert path.name == "LICENSES.md" or path.name in licences, path.name


def test_third_party_styles_name_no_missing_map() -> None:
    for path in (CSS.parent / "vendor").glob("*.css"):
        assert "sourceMappingURL" not in path.read_text(encoding="utf-8")
