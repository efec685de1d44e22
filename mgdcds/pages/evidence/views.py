"""The pages of evidence and rules. Everybody who is signed in may read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mgdcds.core.guidance.entries import EntryKind
from mgdcds.pages.evidence import claims as claim_pages
from mgdcds.pages.evidence import rules as rule_pages
from mgdcds.pages.evidence import sources as source_pages
from mgdcds.stores.accounts.middleware import ClinicRequest
from mgdcds.stores.library import queries

#: No search is longer.
LONGEST_SEARCH = 100


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """This view will list the claims, by words and by the rule that rests on them."""
    release, rulebook = queries.live_rulebook(timezone.now())
    page = claim_pages.present_index(
        rulebook, release=release, words=_words(request), code=request.GET.get("rule", "")
    )
    return render(request, "evidence/index.html", {"page": page})


@require_GET
def claim(request: HttpRequest, key: str) -> HttpResponse:
    """This view will show a claim with what stands for and against it."""
    release, rulebook = queries.live_rulebook(timezone.now())
    found = rulebook.evidence.claims.get(key)
    if found is None:
        raise Http404(_("There is no such claim."))
    page = claim_pages.present_claim(
        found,
        rulebook=rulebook,
        release=release,
        notices=queries.notices_for([(EntryKind.CLAIM, key)]).values(),
        on=timezone.localdate(),
    )
    return render(request, "evidence/claim.html", {"page": page})


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """This view will list the sources, by words."""
    release, rulebook = queries.live_rulebook(timezone.now())
    page = source_pages.present_sources(rulebook, release=release, words=_words(request))
    return render(request, "evidence/sources.html", {"page": page})


@require_GET
def source(request: HttpRequest, key: str) -> HttpResponse:
    """This view will show a source with what it found."""
    release, rulebook = queries.live_rulebook(timezone.now())
    found = rulebook.evidence.sources.get(key)
    if found is None:
        raise Http404(_("There is no such source."))
    page = source_pages.present_source(
        found,
        rulebook=rulebook,
        release=release,
        notices=queries.notices_for([(EntryKind.SOURCE, key)]).values(),
        on=timezone.localdate(),
    )
    return render(request, "evidence/source.html", {"page": page})


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """This view will list the rules by what they are about."""
    release, rulebook = queries.live_rulebook(timezone.now())
    page = rule_pages.present_index(
        rulebook, release=release, words=_words(request), on=timezone.localdate()
    )
    return render(request, "evidence/rules.html", {"page": page})


@require_GET
def rule(request: ClinicRequest, code: str) -> HttpResponse:
    """This view will show a rule in full: in English, in CQL, and where it comes from."""
    release, rulebook = queries.live_rulebook(timezone.now())
    found = rule_pages.find_rule(rulebook, code)
    if found is None:
        raise Http404(_("There is no such rule."))
    page = rule_pages.present_rule(
        found,
        rulebook=rulebook,
        release=release,
        history=queries.history(EntryKind.RULE, found.code),
        notices=queries.notices_for([(EntryKind.RULE, found.code)]).values(),
        on=timezone.localdate(),
        unit_system=request.clinic.unit_system if request.clinic else "conventional",
    )
    return render(request, "evidence/rule.html", {"page": page})


def _words(request: HttpRequest) -> str:
    return " ".join(request.GET.get("q", "").split())[:LONGEST_SEARCH]
