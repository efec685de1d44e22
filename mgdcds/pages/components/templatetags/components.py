"""The components as template tags: `{% load components %}`. The gallery shows every one.

A component only shows. Whatever it is given, missing parts are left out or said in
words, and everything is escaped.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.forms import BoundField
from django.forms.forms import BaseForm
from django.template import Context, Library
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mgdcds.core.engines.answer import Reason
from mgdcds.core.values.dates import format_date
from mgdcds.core.values.problems import Problem
from mgdcds.pages.components import forms, listing, paging, shown, words
from mgdcds.pages.components.band import place_band
from mgdcds.pages.components.values import Link, Mistake, PatientBanner

register = Library()


# Words and marks


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name: str, kind: str = "") -> SafeString:
    """A drawing beside a word; screen readers pass over it. Names: components/icons/."""
    # A page has hundreds, and each is always the same.
    shapes = (f"components/icons/{name}.html", "components/icons/none.html")
    return render_to_string("components/icon.html", {"shapes": shapes, "kind": kind})


@register.inclusion_tag("components/pill.html")
def urgency(value: str) -> dict[str, Any]:
    """How soon: a pill with icon and word."""
    return {"tone": str(value), "word": words.word_of(words.URGENCY, value)}


@register.inclusion_tag("components/pill.html")
def status(value: str) -> dict[str, Any]:
    """What became of a rule: fires, withheld, unknown or not_met."""
    return {"tone": str(value), "word": words.word_of(words.STATUS, value)}


@register.inclusion_tag("components/pill.html")
def pill(word: str, tone: str = "information") -> dict[str, Any]:
    """Any other word with a mark; `tone` names the colour and the icon."""
    return {"tone": tone, "word": word}


@register.inclusion_tag("components/certainty.html")
def certainty(value: str) -> dict[str, Any]:
    """Certainty of evidence: dots with the word."""
    dots, word = words.CERTAINTY.get(value, (0, words.word_of({}, value)))
    return {"dots": [number <= dots for number in range(1, 5)], "word": word}


@register.inclusion_tag("components/strength.html")
def strength(value: str) -> dict[str, Any]:
    """Strength of a recommendation, as a word."""
    return {"word": words.word_of(words.STRENGTH, value)}


@register.filter
def day(value: datetime.date | None) -> str:
    """A date as "12 Nov 2026"; nothing is "not recorded"."""
    return format_date(value) if value else str(words.NOT_RECORDED)


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """A moment in the clinic's time as "12 Nov 2026, 14:05"; nothing is "not recorded"."""
    if value is None:
        return str(words.NOT_RECORDED)
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{format_date(local.date())}, {local:%H:%M}"


@register.filter
def recorded(value: Any) -> str:
    """A text, or "not recorded" where there is none."""
    return str(value) if value not in (None, "") else str(words.NOT_RECORDED)


@register.filter
def message_tone(level: str) -> str:
    """The tone of a notice for a level of Django's messages."""
    return {"success": "good", "warning": "soon", "error": "emergency"}.get(level, "information")


@register.filter
def marked(text: str) -> SafeString:
    """What stands between backticks becomes code. Everything is escaped."""
    parts = str(text).split("`")
    whole = parts if len(parts) % 2 else [text]
    shown = (("<code>{}</code>" if place % 2 else "{}", part) for place, part in enumerate(whole))
    return format_html_join("", "{}", ((format_html(form, part),) for form, part in shown))


@register.filter
def word(value: str, kind: str) -> words.Word:
    """The word for a value: `{{ action.verb|word:"verb" }}` (or category, urgency, status …)."""
    return words.word_of(getattr(words, kind.upper()), value)


# Blocks


@register.simple_block_tag
def card(
    content: SafeString,
    title: str = "",
    *,
    tone: str = "",
    icon: str = "",
    level: int = 2,
    id: str = "",
    end: str = "",
    flush: bool = False,
    fold: str = "",
) -> str:
    """One thing with a heading. `tone` is an urgency, unknown, withheld or good.

    `fold` "open" or "closed" makes it open and close; `flush` gives a table the whole
    width; `end` is a word at the right of the heading; `icon` defaults to the tone's.
    """
    given = locals() | {"icon": icon or tone}
    return render_to_string("components/card.html", given)


@register.simple_block_tag
def notice(content: SafeString, tone: str = "information", title: str = "", icon: str = "") -> str:
    """A remark that stands out: tone information, soon, emergency or good."""
    return render_to_string("components/notice.html", locals() | {"icon": icon or tone})


@register.simple_block_tag
def table(
    content: SafeString, caption: str, folds: bool = False, hide_caption: bool = False
) -> str:
    """A table that scrolls in itself; `folds` makes rows into blocks on a phone."""
    return render_to_string("components/table.html", locals())


@register.simple_block_tag
def timeline(content: SafeString, label: str) -> str:
    """A list of events, newest first, made of timeline_row."""
    return render_to_string("components/timeline.html", locals())


@register.simple_block_tag
def timeline_row(
    content: SafeString, when: str, title: str, *, tone: str = "", url: str = "", by: str = ""
) -> str:
    """One event of a timeline."""
    return render_to_string("components/timeline_row.html", locals())


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: SafeString,
    label: str,
    *,
    action: str,
    button: str = "",
    tone: str = "",
    open: bool = False,
) -> str:
    """A second look before a deed, without a dialog: opens, says what happens, and posts.

    The body may hold fields; they are sent with the button. `open` when it was refused.
    """
    given = {
        "content": content,
        "label": label,
        "action": action,
        "button": button or label,
        "tone": tone,
        "open": open,
        "csrf_token": context.get("csrf_token"),
    }
    return render_to_string("components/confirm.html", given)


# Facts and reasons


@register.inclusion_tag("components/fact_value.html")
def fact_value(text: str, plain: bool = False) -> dict[str, Any]:
    """A value with both units from "18 ng/mL (45 nmol/L)"; empty says "not recorded"."""
    return {"shown": shown.present_value(text), "plain": plain}


@register.inclusion_tag("components/fact.html")
def fact(
    label: str,
    text: str = "",
    on: datetime.date | None = None,
    source: str = "",
    why_unknown: str = "",
) -> dict[str, Any]:
    """A labelled value with its date and where it came from."""
    return {
        "label": label,
        "shown": shown.present_value(text),
        "on": on,
        "source": source,
        "why_unknown": why_unknown,
    }


@register.inclusion_tag("components/band.html")
def band(
    value: Decimal | None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    title: str = "",
    scale: tuple[Decimal, Decimal] | None = None,
) -> dict[str, Any]:
    """A small bar: the reference band and where the value lies. `title` says it in words."""
    return {"band": place_band(value, low=low, high=high, scale=scale), "title": title}


@register.inclusion_tag("components/reason_tree.html")
def reason_tree(reason: Reason | None, label: str = "", open_to: int = 2) -> dict[str, Any]:
    """Why: the reason of an answer as a tree; the first `open_to` levels are open."""
    branch = None if reason is None else shown.present_reason(reason, open_to=open_to)
    return {"branches": () if branch is None else (branch,), "label": label or _("Why")}


@register.inclusion_tag("components/gap.html")
def gap(
    name: str, settles: int = 0, why: str = "", url: str = "", button: str = ""
) -> dict[str, Any]:
    """A missing fact, how many rules it would settle, and the way to add it."""
    return {"name": name, "settles": settles, "why": why, "url": url, "button": button or _("Add")}


@register.inclusion_tag("components/action_line.html")
def action_line(action: Any) -> dict[str, Any]:
    """One line of what to do, from a reported action or an item of a plan."""
    details = getattr(action, "detail", "") or "; ".join(getattr(action, "details", ()))
    return {
        "verb": words.word_of(words.VERB, action.verb),
        "action": action,
        "detail": details,
        "is_withheld": getattr(action, "state", "proposed") == "withheld",
    }


# Moving about


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[Link] | str | None) -> dict[str, Any]:
    """The way here. The last crumb is the page itself."""
    return {"crumbs": crumbs or ()}


@register.inclusion_tag("components/tabs.html")
def tabs(links: Sequence[Link], label: str) -> dict[str, Any]:
    """Pages beside each other; the current one is marked."""
    return {"links": links, "label": label}


@register.inclusion_tag("components/pagination.html")
def pagination(page: Any, url: str = "?", form: str = "", noun: str = "") -> dict[str, Any]:
    """Pages of a list (a `Page` with number, pages, total). `url` is completed by `page=2`.

    With `form`, the id of a form, each page is a button that posts it: for searches
    whose words must not be in an address.
    """
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return {
        "page": page,
        "url": f"{url}{joint}page=",
        "form": form,
        "noun": noun,
        "numbers": paging.numbers(page.number, page.pages),
    }


@register.inclusion_tag("components/patient_banner.html")
def patient_banner(patient: PatientBanner) -> dict[str, Any]:
    """Who this is about, in sight on every page of a patient."""
    return {"patient": patient}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str = "", url: str = "", button: str = "", icon: str = "empty"
) -> dict[str, Any]:
    """Nothing here, why, and what to do next."""
    return {"title": title, "text": text, "url": url, "button": button, "icon": icon}


# Forms


@register.inclusion_tag("components/error_summary.html")
def error_summary(
    source: BaseForm | Iterable[Problem | Mistake | str] | None, title: str = ""
) -> dict[str, Any]:
    """What is wrong, all of it, first on the page; takes the focus. Shows nothing when all is well.

    `source` is a form, or problems: a problem's `place.field` is the id of its control.
    """
    return {
        "mistakes": forms.mistakes_of(source),
        "title": title or _("Some answers need another look"),
    }


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, optional: bool | None = None) -> dict[str, Any]:
    """A row of a form: label, hint, error, control."""
    return forms.present_field(bound, optional=optional)


# Code


@register.inclusion_tag("components/code_listing.html")
def code_listing(text: str, problems: Iterable[Problem] = (), label: str = "") -> dict[str, Any]:
    """Text of the rule language with numbered lines and each problem at its place."""
    return {
        "lines": listing.number_lines(text, problems=problems or ()),
        "label": label or _("Rule text"),
    }


@register.inclusion_tag("components/diff_block.html")
def diff_block(old: str, new: str, label: str = "") -> dict[str, Any]:
    """What changed between two texts."""
    return {"lines": listing.compare(old or "", new or ""), "label": label or _("Changes")}
