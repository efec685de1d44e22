"""Somebody at the workspace: their client, the forms they see, and what they send."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.stores.accounts.actor import Actor
from mgdcds.stores.library import operations, queries
from mgdcds.stores.library.values import DraftValue
from tests import people
from tests.builders import AT
from tests.house.pages import Element, check_page, read_page


@dataclass(frozen=True)
class Somebody:
    """A signed-in person before a browser of their own."""

    actor: Actor
    client: Client

    def get(self, path: str, *, status: int = 200) -> str:
        """This method will look at a page, which must be sound."""
        return check_page(self.client.get(path), status=status)

    def send(self, path: str, status: int = 302, **fields: str) -> str:
        """This method will press a button; a page that comes back must be sound."""
        response = self.client.post(path, fields)
        assert response.status_code == status, response.status_code
        return check_page(response, status=status) if status != 302 else str(response["Location"])

    def follow(self, path: str) -> str:
        """This method will answer where an address leads."""
        response = self.client.get(path)
        assert response.status_code == 302
        return str(response["Location"])

    def part(self, path: str, **fields: str) -> str:
        """This method will ask for a part of a page, as htmx does."""
        asked: Any = self.client.post if fields else self.client.get
        response: HttpResponse = asked(path, fields, headers={"HX-Request": "true"})
        assert response.status_code == 200
        return response.content.decode()

    def type(self, path: str, **changes: str) -> dict[str, str]:
        """This method will fill in the editor of a page: what it shows, and some changes.

        A dot in the name of a field is written as two underscores.
        """
        named = {name.replace("__", "."): text for name, text in changes.items()}
        return typed_in(self.get(path)) | named

    def save(self, path: str, status: int = 302, **changes: str) -> str:
        """This method will fill in the editor of a page and save it."""
        return self.send(path, status, **self.type(path, **changes), save="1")


def at_work(actor: Actor) -> Somebody:
    """This function will sit somebody down before a browser of their own."""
    return Somebody(actor, people.sign_in(Client(), actor))


def typed_in(html: str, form: str = "editor") -> dict[str, str]:
    """This function will answer what a browser sends of a form, apart from its buttons."""
    (found,) = (one for one in read_page(html).walk() if one.attributes.get("id") == form)
    fields: dict[str, str] = {}
    for one in found.walk():
        name = one.attributes.get("name", "")
        if name and one.tag in ("input", "select", "textarea") and _is_sent(one):
            fields[name] = _value(one)
    return fields


def text_of(html: str, id: str = "main") -> str:
    """This function will answer the words inside an element."""
    (found,) = (one for one in read_page(html).walk() if one.attributes.get("id") == id)
    return found.text()


def open_draft(author: Actor, title: str = "Raise a cut-off") -> DraftValue:
    """This function will open a draft."""
    return operations.open_draft(actor=author, title=title, at=AT)


def of_draft(draft: DraftValue, rest: str = "") -> str:
    """This function will answer an address within a draft."""
    return f"/workspace/drafts/{draft.id}/{rest}"


def drafted(draft: DraftValue, key: str, kind: EntryKind = EntryKind.RULE) -> dict[str, Any]:
    """This function will answer what a draft holds of an entry."""
    found = queries.find_draft_entry(draft.id, kind=kind, key=key)
    assert found is not None
    return found.entry.content()


def _is_sent(one: Element) -> bool:
    is_tick = one.attributes.get("type") in ("checkbox", "radio")
    return "disabled" not in one.attributes and (not is_tick or "checked" in one.attributes)


def _value(one: Element) -> str:
    if one.tag == "input":
        is_tick = one.attributes.get("type") == "checkbox"
        return one.attributes.get("value", "on" if is_tick else "")
    if one.tag == "select":
        chosen = [option for option in one.walk() if "selected" in option.attributes]
        return chosen[0].attributes["value"] if chosen else ""
    text = "".join(child for child in one.children if isinstance(child, str))
    return text.replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")
