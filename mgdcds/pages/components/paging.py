"""Which page numbers a reader is offered."""

from __future__ import annotations


def numbers(current: int, last: int) -> tuple[int | None, ...]:
    """This function will answer the page numbers to show; None stands for those left out."""
    near = {1, last, current - 1, current, current + 1}
    wanted = sorted(number for number in near if 1 <= number <= last)
    found: list[int | None] = []
    for number in wanted:
        before = found[-1] if found else number - 1
        if before is not None and number - before > 1:
            found.append(before + 1 if number - before == 2 else None)
        found.append(number)
    return tuple(found)
