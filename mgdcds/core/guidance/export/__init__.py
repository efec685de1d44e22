"""A release for other systems: standard CQL, and FHIR R4 resources that stand on it."""
