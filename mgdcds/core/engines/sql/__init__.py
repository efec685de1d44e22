"""Writes a program as one SQL statement: a row for each patient, a column for each condition.

`statement.write_statement` is the way in. sqlglot lives in this room alone, and whoever needs
a statement imports the room then.
"""
