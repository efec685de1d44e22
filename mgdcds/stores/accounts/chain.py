"""How a record is hashed into its chain, and whether a chain is whole."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from mgdcds.core.values.canonical import canonical_json, sha256_of


def hash_of_link(content: Mapping[str, Any], *, previous_hash: str) -> str:
    """This function will answer the SHA-256 of a record's canonical form and the hash before it.

    Moments are hashed in UTC, so that the zone in which they were given plays no part.
    """
    plain = {name: _in_utc(value) for name, value in content.items()}
    return sha256_of(canonical_json({**plain, "previous_hash": previous_hash}))


def find_break(links: Iterable[tuple[int, str, str, Mapping[str, Any]]]) -> int | None:
    """This function will find the first place at which a chain is broken, or None.

    Each link is (sequence, previous hash, hash, content), in order of sequence.
    """
    expected, before = 1, ""
    for sequence, previous_hash, hash_, content in links:
        whole = hash_of_link(content, previous_hash=before) == hash_
        if sequence != expected or previous_hash != before or not whole:
            return expected
        expected, before = expected + 1, hash_
    return None


def _in_utc(value: Any) -> Any:
    return value.astimezone(datetime.UTC) if isinstance(value, datetime.datetime) else value
