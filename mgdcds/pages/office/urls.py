from django.urls import path

from mgdcds.pages.office.views import doors

app_name = "office"
urlpatterns = [
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("still-here/", doors.still_here, name="still_here"),
    path("healthz", doors.healthz, name="healthz"),
]
