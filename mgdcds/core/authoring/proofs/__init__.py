"""Questions about every possible patient, asked of a release before it is published.

Whoever only reads answers needs `answers` and `page`; the rest loads z3, which is slow to load.
"""
