from django.urls import path

from hoctap.reading.grants import views

urlpatterns = [
    path("reading/grants/", views.grant_list, name="grant_list"),
    path("reading/grants/new/", views.grant_new, name="grant_new"),
    path("reading/grants/<uuid:pk>/", views.grant_detail, name="grant_detail"),
    path("reading/grants/<uuid:pk>/shelf/", views.grant_shelf, name="grant_shelf"),
    path("reading/grants/<uuid:pk>/visits/new/", views.grantvisit_new, name="grantvisit_new"),
]
