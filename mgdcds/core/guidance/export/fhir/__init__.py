"""A release as FHIR R4 resources: a Library, a PlanDefinition a rule, ActivityDefinitions."""
