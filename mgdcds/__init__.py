"""Clinical decision support on how magnesium and vitamin D act on each other."""

#: The version of the program. It is recorded in every evaluation and printed in every foot.
__version__ = "0.1.0"
