"""A program as standard CQL text, for engines that are not ours."""
