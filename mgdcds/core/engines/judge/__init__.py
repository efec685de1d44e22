"""The judge: the plain evaluator that every other engine must agree with.

One small function for each operator, on plain values: bool, int, Decimal, str, date, tuple,
Interval, and None for what is not known. Quantities are decimals here, for their units were
settled by the checker. It is never made clever for speed.
"""
