from django.urls import URLPattern, path

from hoctap.places import views
from hoctap.places.boundaries import views as boundaries

urlpatterns: list[URLPattern] = [
    path("hamlets/", views.hamlet_list, name="hamlet_list"),
    path("hamlets/<uuid:pk>/", views.hamlet_rename, name="hamlet_rename"),
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/new/", views.organisation_new, name="organisation_new"),
    path("organisations/<uuid:pk>/", views.organisation_edit, name="organisation_edit"),
    path("boundaries/", boundaries.boundary_list, name="boundary_list"),
    path("boundaries/new/", boundaries.boundary_new, name="boundary_new"),
    path("boundaries/<uuid:pk>/", boundaries.boundary_detail, name="boundary_detail"),
    path("boundaries/<uuid:pk>/add/", boundaries.boundary_add, name="boundary_add"),
    path("boundaries/<uuid:pk>/assign/", boundaries.boundary_assign, name="boundary_assign"),
    path("boundaries/<uuid:pk>/apply/", boundaries.boundary_apply, name="boundary_apply"),
    path("boundaries/<uuid:pk>/undo/", boundaries.boundary_undo, name="boundary_undo"),
    path("boundaries/<uuid:pk>/drop/", boundaries.boundary_drop, name="boundary_drop"),
]
