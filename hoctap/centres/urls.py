from django.urls import URLPattern, URLResolver, include, path

from hoctap.centres import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("centres/", views.centre_list, name="centre_list"),
    path("centres/new/", views.centre_new, name="centre_new"),
    path("centres/<uuid:pk>/", views.centre_detail, name="centre_detail"),
    path("centres/", include("hoctap.centres.facilities.urls")),
]
