from django.urls import URLPattern, path

from hoctap.places.views import hamlets as views

urlpatterns: list[URLPattern] = [
    path("hamlets/", views.hamlet_list, name="hamlet_list"),
    path("hamlets/<uuid:pk>/", views.hamlet_rename, name="hamlet_rename"),
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("organisations/<uuid:pk>/", views.organisation_edit, name="organisation_edit"),
]
