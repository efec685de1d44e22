"""The page about this tool, already in words."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mgdcds import __version__
from mgdcds.pages.components.values import Link
from mgdcds.stores.accounts.actor import SYSTEM
from mgdcds.stores.accounts.values import ClinicValue
from mgdcds.stores.library.values import GateState, ReleaseValue

#: What the gates of publishing say here, and with which mark.
_GATE_WORDS = {
    GateState.PASSED: "good",
    GateState.FAILED: "emergency",
    GateState.NOT_RUN: "unknown",
    GateState.UNDECIDED: "unknown",
}


@dataclass(frozen=True)
class Gate:
    """One condition of publishing, and what became of it."""

    name: str
    state: str
    detail: str
    tone: str


@dataclass(frozen=True)
class Release:
    """The release whose rules answer now. `is_shipped`: it came with the program."""

    label: str
    is_shipped: bool
    author: str
    approver: str
    effective_at: datetime.datetime
    notes: str
    gates: tuple[Gate, ...]


@dataclass(frozen=True)
class AboutPage:
    """What a reader needs to judge the advice without us. `release` None: none is in effect."""

    title: str
    version: str
    release: Release | None
    clinic: str
    clinic_address: str
    crumbs: tuple[Link, ...]


def present_about(release: ReleaseValue | None, *, clinic: ClinicValue | None) -> AboutPage:
    """This function will answer the page about this tool."""
    return AboutPage(
        title=_("About this tool"),
        version=__version__,
        release=None if release is None else _release(release),
        clinic=clinic.name if clinic else "",
        clinic_address=clinic.address if clinic else "",
        crumbs=(Link(_("About this tool")),),
    )


def _release(release: ReleaseValue) -> Release:
    return Release(
        label=release.label,
        is_shipped=release.approver == SYSTEM.name,
        author=release.author,
        approver=release.approver,
        effective_at=release.effective_at,
        notes=release.notes,
        gates=tuple(
            Gate(gate.name, str(gate.state), gate.detail, _GATE_WORDS[gate.state])
            for gate in release.gates
        ),
    )
