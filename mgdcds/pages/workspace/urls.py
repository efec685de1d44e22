"""Addresses of the workspace."""

from django.urls import path

from mgdcds.pages.workspace.views import drafts, entries, releases

app_name = "workspace"
urlpatterns = [
    path("workspace/", drafts.drafts, name="drafts"),
    path("workspace/drafts/<int:draft_id>/", drafts.draft, name="draft"),
    path("workspace/drafts/<int:draft_id>/submit/", drafts.submit, name="submit"),
    path("workspace/drafts/<int:draft_id>/return/", drafts.give_back, name="return"),
    path("workspace/drafts/<int:draft_id>/publish/", drafts.publish, name="publish"),
    path("workspace/drafts/<int:draft_id>/drop/", drafts.drop, name="drop"),
    path("workspace/drafts/<int:draft_id>/new/", entries.new, name="new"),
    path("workspace/drafts/<int:draft_id>/rules/<str:code>/", entries.rule, name="rule"),
    path(
        "workspace/drafts/<int:draft_id>/entries/<str:kind>/<str:key>/",
        entries.entry,
        name="entry",
    ),
    path(
        "workspace/drafts/<int:draft_id>/entries/<str:kind>/<str:key>/undo/",
        entries.undo,
        name="undo",
    ),
    path(
        "workspace/drafts/<int:draft_id>/entries/<str:kind>/<str:key>/remove/",
        entries.remove,
        name="remove",
    ),
    path("releases/", releases.releases, name="releases"),
    path("releases/<int:number>/", releases.release, name="release"),
    path("releases/id/<int:release_id>/", releases.release_of, name="release_of"),
    path("releases/history/<str:kind>/<str:key>/", releases.history, name="history"),
]
