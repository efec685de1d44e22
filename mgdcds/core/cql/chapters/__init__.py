"""The declarations of the operators, chapter by chapter."""
