"""One page of a long list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Row = TypeVar("Row")

#: Rows of a page, unless the caller wants another number.
PAGE_SIZE = 50


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of a list: page `number` of `pages` (both from 1), of `total` rows in all."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int

    @property
    def has_earlier(self) -> bool:
        """Whether there is a page before this one."""
        return self.number > 1

    @property
    def has_later(self) -> bool:
        """Whether there is a page after this one."""
        return self.number < self.pages


def page_of(
    found: Any, *, number: int, value_of: Callable[[Any], Row], size: int = PAGE_SIZE
) -> Page[Row]:
    """This function will answer one page of a queryset in two queries.

    A number below 1 is the first page, and one beyond the end is the last.
    """
    total = found.count()
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    rows = found[(number - 1) * size : number * size]
    return Page(tuple(value_of(row) for row in rows), number, pages, total)
