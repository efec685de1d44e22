"""Is a rendered page sound? Every test of a page asks `problems_of_page(html)` or `check_page`.

It looks for what the content security policy forbids, what a reader without eyes or
mouse would stumble over, and words that no page says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

_VOID = {
    "area",
    "base",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
_SHAPES = {"path", "circle", "rect", "line", "polyline", "polygon", "use", "ellipse", "stop"}
_CONTROLS = {"input", "select", "textarea"}
_NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
_UNSAID = re.compile(r"\b(?:None|N/A|NaN|undefined|successfully)\b|\{[{%]|\bTruth\.|<bound method")


@dataclass
class Element:
    """An element of a page with what is in it."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> list[Element]:
        """This method will answer the element and all below it, in order."""
        found = [self]
        for child in self.children:
            if isinstance(child, Element):
                found += child.walk()
        return found

    def text(self) -> str:
        """This method will answer the text of the element, without scripts."""
        parts = [
            child if isinstance(child, str) else child.text()
            for child in self.children
            if isinstance(child, str) or child.tag not in {"script", "style", "title"}
        ]
        return " ".join(" ".join(parts).split())


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self.at = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in _VOID | _SHAPES:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.at.children.append(Element(tag, {n: v or "" for n, v in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        at: Element | None = self.at
        while at is not None and at.tag != tag:
            at = at.parent
        if at is not None and at.parent is not None:
            self.at = at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def read_page(html: str) -> Element:
    """This function will read HTML as a tree of elements."""
    tree = _Tree()
    tree.feed(html)
    tree.close()
    return tree.root


def problems_of_page(html: str, *, is_part: bool = False) -> list[str]:
    """This function will list what is wrong with a page, or with a part that htmx swaps in."""
    elements = read_page(html).walk()
    found = [*_inline(elements), *_controls(elements), *_names(elements), *_ids(elements)]
    found += [*_words(elements), *_forms(elements), *_tables(elements)]
    return found if is_part else [*found, *_whole(elements)]


def check_page(response: Any, *, status: int = 200) -> str:
    """This function will assert that a response is a sound page, and answer its HTML."""
    html: str = response.content.decode()
    assert response.status_code == status, f"{response.status_code} instead of {status}"
    found = [*problems_of_headers(response), *problems_of_page(html)]
    assert not found, "\n".join(found)
    return html


def problems_of_headers(response: Any) -> list[str]:
    """This function will list what is wrong with the headers that guard a page."""
    policy = response.headers.get("Content-Security-Policy", "")
    found = []
    for wanted in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "base-uri 'none'",
    ):
        if wanted not in policy:
            found.append(f"The policy lacks: {wanted}.")
    if "unsafe" in policy:
        found.append(f"The policy is loose: {policy}")
    if response.headers.get("X-Content-Type-Options") != "nosniff":
        found.append("The browser may guess the type.")
    return found


def _inline(elements: list[Element]) -> list[str]:
    found = []
    for one in elements:
        for name, value in one.attributes.items():
            if name == "style" or name.startswith("on"):
                found.append(f"<{one.tag}> has {name}={value!r}.")
            if value.strip().lower().startswith("javascript:"):
                found.append(f"<{one.tag}> runs a script from {name}.")
        is_data = one.attributes.get("type") in {"application/json", "application/fhir+json"}
        if one.tag == "style" or (
            one.tag == "script" and "src" not in one.attributes and not is_data
        ):
            found.append(f"<{one.tag}> is inline: {one.text()[:60]!r}.")
    return found


def _controls(elements: list[Element]) -> list[str]:
    labels = {one.attributes.get("for") for one in elements if one.tag == "label"}
    found = []
    for one in elements:
        if one.tag not in _CONTROLS or one.attributes.get("type") in _NEED_NO_LABEL:
            continue
        named = {"aria-label", "aria-labelledby"} & set(one.attributes)
        if not named and one.attributes.get("id") not in labels and not _is_inside(one, "label"):
            found.append(f"A control has no label: {one.attributes}.")
    return found


def _names(elements: list[Element]) -> list[str]:
    found = []
    for one in elements:
        is_link = one.tag == "a" and "href" in one.attributes
        if (
            is_link or one.tag in {"button", "summary", "legend", "label", "h1", "h2", "h3"}
        ) and not (one.text() or one.attributes.get("aria-label")):
            found.append(f"<{one.tag}> has no words: {one.attributes}.")
        if one.tag == "img" and "alt" not in one.attributes:
            found.append(f"An image has no words: {one.attributes}.")
    return found


def _ids(elements: list[Element]) -> list[str]:
    ids = [one.attributes["id"] for one in elements if "id" in one.attributes]
    found = [f"The id {name!r} is there twice." for name in sorted(set(ids)) if ids.count(name) > 1]
    for one in elements:
        wanted = [one.attributes.get("for", "")] if one.tag == "label" else []
        for name in ("aria-describedby", "aria-labelledby", "aria-controls"):
            wanted += one.attributes.get(name, "").split()
        found += [
            f"<{one.tag}> points to {name!r}, which is not there."
            for name in wanted
            if name and name not in ids
        ]
        target = one.attributes.get("href", "")
        if one.tag == "a" and target.startswith("#") and target[1:] not in ids:
            found.append(f"A link leads to {target!r}, which is not there.")
    return found


def _words(elements: list[Element]) -> list[str]:
    code = {"script", "style", "code", "pre", "textarea"}
    found = []
    for one in elements:
        if one.tag in code or any(_is_inside(one, tag) for tag in code):
            continue
        said = [child for child in one.children if isinstance(child, str)]
        said += [one.attributes.get(name, "") for name in ("title", "aria-label", "placeholder")]
        found += [
            f"<{one.tag}> says {text.strip()[:60]!r}." for text in said if _UNSAID.search(text)
        ]
    return found


def _forms(elements: list[Element]) -> list[str]:
    found = []
    for one in elements:
        if one.tag == "form" and one.attributes.get("method", "").lower() == "post":
            names = {part.attributes.get("name") for part in one.walk()}
            if "csrfmiddlewaretoken" not in names:
                found.append(f"A form posts without its token: {one.attributes}.")
    return found


def _tables(elements: list[Element]) -> list[str]:
    found = []
    for one in elements:
        if one.tag != "table":
            continue
        inside = one.walk()
        if not any(part.tag == "caption" for part in inside) and "aria-label" not in one.attributes:
            found.append("A table has no caption.")
        found += [
            f"A heading of a table has no scope: {part.text()!r}."
            for part in inside
            if part.tag == "th" and "scope" not in part.attributes
        ]
    return found


def _whole(elements: list[Element]) -> list[str]:
    found = []
    # A drawing has a title of its own.
    outside = [one for one in elements if not _is_inside(one, "svg")]
    counts = {tag: sum(one.tag == tag for one in outside) for tag in ("h1", "main", "title")}
    found += [f"There are {number} <{tag}>." for tag, number in counts.items() if number != 1]
    html = next((one for one in elements if one.tag == "html"), None)
    if html is None or not html.attributes.get("lang"):
        found.append("The page does not say its language.")
    return found


def _is_inside(one: Element, tag: str) -> bool:
    at = one.parent
    while at is not None and at.tag != tag:
        at = at.parent
    return at is not None
