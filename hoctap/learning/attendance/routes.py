"""The addresses of a roll-call, for `learning.urls`."""

from django.urls import path

from hoctap.learning.attendance import views as attendance

ROUTES = [
    path("learning/sessions/", attendance.session_list, name="session_list"),
    path("learning/sessions/<uuid:pk>/", attendance.session_detail, name="session_detail"),
    path("learning/sessions/<uuid:pk>/roll/", attendance.session_roll, name="session_roll"),
    path("learning/sessions/<uuid:pk>/tick/", attendance.session_tick, name="session_tick"),
    path("learning/sessions/<uuid:pk>/face/", attendance.session_face, name="session_face"),
    path("learning/sessions/<uuid:pk>/heads/", attendance.session_heads, name="session_heads"),
    path("learning/sessions/<uuid:pk>/heads/drop/", attendance.session_drop_heads, name="session_drop_heads"),
    path("learning/sessions/<uuid:pk>/sheet/", attendance.session_sheet, name="session_sheet"),
    path("learning/sessions/<uuid:pk>/sheet/keep/", attendance.session_keep_sheet, name="session_keep_sheet"),
    path("learning/sessions/<uuid:pk>/minutes/", attendance.session_minutes, name="session_minutes"),
    path("learning/signed-lists/<uuid:pk>/file/", attendance.signedlist_file, name="signedlist_file"),
    path("learning/signed-lists/<uuid:pk>/drop/", attendance.signedlist_drop, name="signedlist_drop"),
    path("learning/attendances/<uuid:pk>/remove/", attendance.attendance_remove, name="attendance_remove"),
    path("learning/attendances/<uuid:pk>/link/", attendance.attendance_link, name="attendance_link"),
    path("learning/people/<uuid:pk>/", attendance.attendance_list, name="attendance_list"),
    path("learning/hamlets/<uuid:pk>/cards/", attendance.card_list, name="card_list"),
    path("learning/cards/<uuid:pk>/revoke/", attendance.card_revoke, name="card_revoke"),
    path("learning/cards/<str:token>/", attendance.card_scan, name="card_scan"),
]
