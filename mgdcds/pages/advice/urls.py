"""Addresses of advice and documents. They hold ids and check codes, never a name."""

from django.urls import path

from mgdcds.pages.advice.views import answered, printed, shown

app_name = "advice"
urlpatterns = [
    path("advice/<uuid:evaluation_id>/", shown.advice, name="advice"),
    path("advice/<uuid:evaluation_id>/why/<str:code>/", shown.why, name="why"),
    path("advice/<uuid:evaluation_id>/answer/<str:code>/", answered.answer, name="answer"),
    path("advice/<uuid:evaluation_id>/withdraw/<str:code>/", answered.withdraw, name="withdraw"),
    path("advice/<uuid:evaluation_id>/again/", shown.again, name="again"),
    path("advice/<uuid:evaluation_id>/print/", printed.print_choice, name="print"),
    path("documents/", printed.find_document, name="find_document"),
    path("documents/<str:code>/", printed.document, name="document"),
    path("documents/<str:code>.pdf", printed.document_pdf, name="document_pdf"),
]
