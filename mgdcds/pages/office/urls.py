from django.urls import path

from mgdcds.pages.office.views import about, clinics, doors, people, records

app_name = "office"
urlpatterns = [
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("still-here/", doors.still_here, name="still_here"),
    path("healthz", doors.healthz, name="healthz"),
    path("password/", records.password, name="password"),
    path("people/", people.people, name="people"),
    path("people/new/", people.new_person, name="new_person"),
    path("people/joining/", people.joining, name="joining"),
    path("people/<int:user_id>/", people.person, name="person"),
    path("people/<int:user_id>/password/", people.person_password, name="person_password"),
    path("people/<int:user_id>/unlock/", people.person_unlock, name="person_unlock"),
    path("people/<int:user_id>/active/", people.person_active, name="person_active"),
    path("clinics/", clinics.clinics, name="clinics"),
    path("clinics/new/", clinics.new_clinic, name="new_clinic"),
    path("clinics/<int:clinic_id>/", clinics.clinic, name="clinic"),
    path("clinic/switch/", clinics.clinic_switch, name="clinic_switch"),
    path("trail/", records.trail, name="trail"),
    path("about/", about.about, name="about"),
]
