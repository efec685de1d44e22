"""PDF by WeasyPrint, where its system libraries are installed."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from types import ModuleType
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

_FINGERPRINT = re.compile(r"\.[0-9a-f]{12}(\.css)$")


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
    document = weasyprint.HTML(
        string=html, base_url="static:/", url_fetcher=_own_files_only(weasyprint)
    )
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def _own_files_only(weasyprint: ModuleType) -> object:
    """Static files from disk, and nothing else: no network, no other file."""

    class OwnFiles(weasyprint.urls.URLFetcher):  # type: ignore[misc,name-defined]
        def fetch(self, url: str, headers: object = None) -> object:
            return weasyprint.urls.URLFetcherResponse(
                url, body=_style_sheet(url), headers={"Content-Type": "text/css; charset=utf-8"}
            )

    return OwnFiles(fail_on_errors=True)


def _style_sheet(url: str) -> bytes:
    path = urlsplit(url).path
    prefix = urlsplit(settings.STATIC_URL).path
    name = path.removeprefix("/").removeprefix(prefix.removeprefix("/"))
    # Collected names carry a fingerprint, which the source file has not.
    plain = _FINGERPRINT.sub(r"\1", name)
    found = finders.find(plain) if plain.startswith("css/") else None
    if found is None:
        raise ValueError("A document may only use the program's own style sheets.")
    with open(found, "rb") as file:
        return file.read()
