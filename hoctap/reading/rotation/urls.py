from django.urls import path

from hoctap.reading.rotation import views

_TRIP = "reading/rotations/trips/<uuid:pk>/"

urlpatterns = [
    path("reading/rotations/", views.rotation_list, name="rotation_list"),
    path("reading/rotations/new/", views.rotation_new, name="rotation_new"),
    path("reading/rotations/<uuid:pk>/", views.rotation_detail, name="rotation_detail"),
    path("reading/rotations/<uuid:pk>/legs/new/", views.rotationleg_new, name="rotationleg_new"),
    path("reading/rotations/trips/new/", views.trip_new, name="trip_new"),
    path(_TRIP, views.trip_detail, name="trip_detail"),
    path(f"{_TRIP}pack/", views.trip_pack, name="trip_pack"),
    path(f"{_TRIP}send/", views.trip_send, name="trip_send"),
    path(f"{_TRIP}arrive/", views.trip_arrive, name="trip_arrive"),
    path(f"{_TRIP}back/", views.trip_back, name="trip_back"),
    path(f"{_TRIP}sheet/", views.trip_sheet, name="trip_sheet"),
    path("reading/rotations/trip-copies/<uuid:pk>/unpack/", views.trip_unpack, name="trip_unpack"),
    path("reading/rotations/trip-copies/<uuid:pk>/found/", views.trip_found, name="trip_found"),
]
