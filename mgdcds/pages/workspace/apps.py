from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "mgdcds.pages.workspace"
    label = "workspace"
