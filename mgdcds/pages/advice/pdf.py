"""PDF by WeasyPrint, where its system libraries are installed."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from types import ModuleType
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage


@cache
def _weasyprint() -> ModuleType | None:
    # A missing system library is an OSError, a missing package an ImportError.
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):
        return None


def is_pdf_possible() -> bool:
    """This function will tell whether PDF files can be made on this machine."""
    return _weasyprint() is not None


def render_pdf(html: str) -> bytes:
    """This function will make a tagged PDF of a document. Only our own static files are read."""
    weasyprint = _weasyprint()
    if weasyprint is None:
        raise RuntimeError("PDF files cannot be made here: system libraries are missing.")
    document = weasyprint.HTML(string=html, base_url="static:/", url_fetcher=_fetch)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _fetch(url: str, **_options: object) -> dict[str, object]:
    """Static files from disk, and nothing else: no network, no other file."""
    path = urlsplit(url).path
    prefix = urlsplit(staticfiles_storage.base_url or "").path
    name = path.removeprefix("/").removeprefix(prefix.removeprefix("/"))
    found = finders.find(name) if name.startswith("css/") else None
    if found is None:
        raise ValueError("A document may only use the program's own style sheets.")
    with open(found, encoding="utf-8") as file:
        return {"string": file.read(), "mime_type": "text/css"}
