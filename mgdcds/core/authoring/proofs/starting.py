"""Starting the prover, which not every machine can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from mgdcds.core.authoring.proofs.answers import Kind
    from mgdcds.core.authoring.proofs.prover import Memory
    from mgdcds.core.authoring.proofs.release import Proofs
    from mgdcds.core.guidance.book import Rulebook


class UnableToProve(Exception):
    """The prover cannot be started; the message says why, as a sentence."""


class Prove(Protocol):
    """`release.prove_release`."""

    def __call__(
        self,
        rulebook: Rulebook,
        *,
        kinds: Iterable[Kind] | None = None,
        remembered: Memory | None = None,
        is_over: Callable[[], bool] | None = None,
    ) -> Proofs:
        """Ask a release questions."""


def start_prover() -> Prove:
    """This function will load the prover, or raise UnableToProve."""
    try:
        from mgdcds.core.authoring.proofs.release import prove_release  # noqa: PLC0415
    except Exception as error:
        # A library that is missing raises ImportError, one that cannot be loaded an error of z3's.
        told = f"The prover could not be started: {type(error).__name__}."
        raise UnableToProve(told) from error
    return prove_release
