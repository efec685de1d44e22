"""Where a double lies, and how far it may be from the number that the judge counts.

The judge counts in decimals and rounds each result to 8 of them. A double comes close to that,
and a bound on the distance is known before anything runs. A comparison that is clearer than
the bound is therefore settled as the judge would settle it; one that is not is handed to the
judge. A recorded number and a literal have no error: two of them compare as doubles as they
would as decimals, because each is the shortest number that reads as its double.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

#: Half the last place of a double, relative to it, with room to spare.
_EPSILON = 2.0**-52
#: The judge rounds to 8 decimals: at most half of the last one, with room to spare.
_ROUNDED = 1e-8
#: Beyond this nothing is estimated: the numbers of CQL end there.
_MOST = 1e18
#: How large a number is taken to be when its fact does not say what is possible.
_USUAL = 100_000.0
#: Limits are stored one step beyond what is possible, so some room is left around it.
_ROOM = 0.1


@dataclass(frozen=True)
class Span:
    """The range of a number (inclusive), and the greatest error of its double."""

    low: float
    high: float
    error: float = 0.0

    @property
    def size(self) -> float:
        """The greatest absolute value."""
        return max(abs(self.low), abs(self.high))

    @property
    def distance(self) -> float:
        """How far the double may be from the number, the rounding into a double included."""
        return self.error + self.size * _EPSILON

    @property
    def is_exact(self) -> bool:
        """Whether it compares as the number itself does."""
        return self.error == 0


class BeyondEstimate(Exception):
    """An estimate that would be of no use: no bound is known."""


def span_of_range(low: Decimal | None, high: Decimal | None) -> Span:
    """This function will make the span of a recorded number from its possible range."""
    least = -_USUAL if low is None else float(low)
    most = _USUAL if high is None else float(high)
    return Span(least - abs(least) * _ROOM, most + abs(most) * _ROOM)


def span_of_constant(value: float) -> Span:
    """This function will make the span of one number."""
    return Span(value, value)


def span_of_whole_numbers(low: int, high: int) -> Span:
    """This function will make the span of whole numbers."""
    return Span(float(low), float(high))


def join(left: Span, right: Span) -> Span:
    """This function will make the span of what is one number or the other."""
    error = max(left.error, right.error)
    return Span(min(left.low, right.low), max(left.high, right.high), error)


def add(left: Span, right: Span) -> Span:
    """This function will bound a sum."""
    return _rounded(
        left.low + right.low, left.high + right.high, error=left.distance + right.distance
    )


def negate(span: Span) -> Span:
    """This function will bound the opposite of a number."""
    return Span(-span.high, -span.low, span.error)


def size(span: Span) -> Span:
    """This function will bound an absolute value."""
    least = 0.0 if span.low <= 0 <= span.high else min(abs(span.low), abs(span.high))
    return Span(least, span.size, span.error)


def multiply(left: Span, right: Span) -> Span:
    """This function will bound a product."""
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    error = left.size * right.distance + right.size * left.distance + left.distance * right.distance
    return _rounded(min(ends), max(ends), error=error)


def divide(left: Span, right: Span) -> Span:
    """This function will bound a quotient; BeyondEstimate where the divisor may come near zero."""
    least = min(abs(right.low), abs(right.high)) - 2 * right.distance
    if right.low <= 0 <= right.high or least <= 0:
        raise BeyondEstimate
    ends = [one / other for one in (left.low, left.high) for other in (right.low, right.high)]
    error = (left.distance + max(map(abs, ends)) * right.distance) / least
    return _rounded(min(ends), max(ends), error=error)


def raise_to(base: Span, power: Span) -> Span:
    """This function will bound a power, of which one part is constant and the base positive."""
    low = base.low - 2 * base.distance
    if low <= 0 or (base.low != base.high and power.low != power.high):
        raise BeyondEstimate
    try:
        corners = [(one, other) for one in (low, base.high) for other in (power.low, power.high)]
        ends = [one**other for one, other in corners]
        slope = power.size * max(one ** (other - 1) for one, other in corners)
        steep = max(ends) * _size_of_logarithm(low, base.high)
    except OverflowError:
        raise BeyondEstimate from None
    error = slope * base.distance + steep * power.distance
    return _rounded(min(ends), max(ends), error=2 * error + 8 * max(ends) * _EPSILON)


def tolerance(left: Span, right: Span) -> float:
    """This function will answer how far two doubles must lie apart to compare as numbers do."""
    return 2 * (left.distance + right.distance)


def _size_of_logarithm(low: float, high: float) -> float:
    # |ln x| is less than x + 1/x, which is all that a bound needs.
    return high + 1 / low


def _rounded(low: float, high: float, *, error: float) -> Span:
    bound = max(abs(low), abs(high))
    span = Span(low - error, high + error, error + _ROUNDED + 2 * bound * _EPSILON)
    if not (span.size < _MOST and span.error < _MOST):
        raise BeyondEstimate
    return span
