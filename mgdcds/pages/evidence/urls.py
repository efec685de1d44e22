from django.urls import path

from mgdcds.pages.evidence import views

app_name = "evidence"
urlpatterns = [
    path("evidence/", views.index, name="index"),
    path("evidence/claims/<slug:key>/", views.claim, name="claim"),
    path("evidence/sources/", views.sources, name="sources"),
    path("evidence/sources/<slug:key>/", views.source, name="source"),
    path("rules/", views.rules, name="rules"),
    path("rules/<slug:code>/", views.rule, name="rule"),
]
