"""Addresses of the workspace."""

from django.urls import path

from mgdcds.pages.workspace.views import drafts, entries, lacking, lists, making, rebasing, releases

app_name = "workspace"
_DRAFT = "workspace/drafts/<int:draft_id>/"
_ENTRY = f"{_DRAFT}entries/<str:kind>/<str:key>/"
_HISTORY = "releases/history/<str:kind>/<str:key>/"
urlpatterns = [
    path("workspace/", drafts.drafts, name="drafts"),
    path("workspace/names/", lists.names, name="names"),
    path("workspace/rules/<str:code>/change/", drafts.change_rule, name="change_rule"),
    path(_DRAFT, drafts.draft, name="draft"),
    path(f"{_DRAFT}check/", drafts.check, name="check"),
    path(f"{_DRAFT}submit/", drafts.submit, name="submit"),
    path(f"{_DRAFT}return/", drafts.give_back, name="return"),
    path(f"{_DRAFT}publish/", drafts.publish, name="publish"),
    path(f"{_DRAFT}rebase/", rebasing.rebase, name="rebase"),
    path(f"{_DRAFT}drop/", drafts.drop, name="drop"),
    path(f"{_DRAFT}new/rule/", making.new_rule, name="new_rule"),
    path(f"{_DRAFT}new/case/", making.new_case, name="new_case"),
    path(f"{_DRAFT}rules/<str:code>/", entries.rule, name="rule"),
    path(f"{_DRAFT}rules/<str:code>/live/", entries.rule_live, name="rule_live"),
    path(f"{_DRAFT}rules/<str:code>/cases/", lacking.lacking, name="lacking"),
    path(f"{_DRAFT}cases/<str:key>/", entries.case, name="case"),
    path(f"{_DRAFT}cases/<str:key>/live/", entries.case_live, name="case_live"),
    path(f"{_DRAFT}entries/<str:kind>/", lists.entries, name="entries"),
    path(_ENTRY, entries.entry, name="entry"),
    path(f"{_ENTRY}live/", entries.entry_live, name="entry_live"),
    path(f"{_ENTRY}undo/", making.undo, name="undo"),
    path(f"{_ENTRY}remove/", making.remove, name="remove"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<int:number>/", releases.release, name="release"),
    path("releases/id/<int:release_id>/", releases.release_of, name="release_of"),
    path(_HISTORY, releases.history, name="history"),
    path(f"{_HISTORY}restore/", making.restore, name="restore"),
]
