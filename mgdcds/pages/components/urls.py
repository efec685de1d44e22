from django.urls import path

from mgdcds.pages.components import views

app_name = "components"
urlpatterns = [path("components/", views.gallery, name="gallery")]
