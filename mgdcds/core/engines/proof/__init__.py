"""The prover's reading of a program: checked trees as z3 terms, and a search for patients.

Only this room knows z3. It is slow to load, so whoever proves imports the room when asked to.
"""
