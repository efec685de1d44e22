"""Hash chains: each link covers its record and the hash of the link before it."""

from __future__ import annotations

from dataclasses import dataclass

from mgdcds.stores.accounts.models import ChainHead


@dataclass(frozen=True)
class Link:
    """A place at the end of a chain, held until the transaction ends."""

    chain: str
    sequence: int
    previous_hash: str


def take_link(chain: str) -> Link:
    """This function will lock the end of a chain and answer the next place (in a transaction).

    Take it last: whoever holds it makes every other writer of that chain wait.
    """
    ends = ChainHead.objects.select_for_update().filter(name=chain)
    head = ends.first()
    if head is None:
        # The first link of all: two writers may both find nothing, and one of them makes it.
        ChainHead.objects.get_or_create(name=chain)
        head = ends.get()
    return Link(chain=chain, sequence=head.sequence + 1, previous_hash=head.hash)


def close_link(link: Link, *, hash_: str) -> None:
    """This function will make a link the end of its chain."""
    ChainHead.objects.filter(name=link.chain).update(sequence=link.sequence, hash=hash_)
