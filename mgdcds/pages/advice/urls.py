"""Addresses of advice and documents. They hold ids and check codes, never a name."""

from django.urls import path

from mgdcds.pages.advice import views

app_name = "advice"
urlpatterns = [
    path("advice/<uuid:evaluation_id>/", views.advice, name="advice"),
    path("advice/<uuid:evaluation_id>/why/<str:code>/", views.why, name="why"),
    path("advice/<uuid:evaluation_id>/answer/<str:code>/", views.answer, name="answer"),
    path("advice/<uuid:evaluation_id>/withdraw/<str:code>/", views.withdraw, name="withdraw"),
    path("advice/<uuid:evaluation_id>/again/", views.again, name="again"),
    path("advice/<uuid:evaluation_id>/print/", views.print_choice, name="print"),
    path("documents/<str:code>/", views.document, name="document"),
    path("documents/<str:code>.pdf", views.document_pdf, name="document_pdf"),
]
