"""The gallery of components."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mgdcds.pages.components.gallery import present_gallery


def gallery(request: HttpRequest) -> HttpResponse:
    """This view will show every component in every state."""
    return render(request, "components/gallery/gallery.html", {"page": present_gallery()})
