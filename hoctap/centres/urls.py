from django.urls import URLPattern, path

from hoctap.centres import views
from hoctap.centres.board import views as board

urlpatterns: list[URLPattern] = [
    path("centres/", views.centre_list, name="centre_list"),
    path("centres/new/", views.centre_new, name="centre_new"),
    path("centres/<uuid:pk>/", views.centre_detail, name="centre_detail"),
    path("centres/board/", board.seat_list, name="seat_list"),
    path("centres/<uuid:pk>/board/new/", board.seat_new, name="seat_new"),
    path("centres/board/<uuid:pk>/", board.seat_detail, name="seat_detail"),
    path("centres/board/<uuid:pk>/renew/", board.seat_renew, name="seat_renew"),
    path("centres/board/<uuid:pk>/end/", board.seat_end, name="seat_end"),
    path("centres/board/<uuid:pk>/review/", board.seat_review, name="seat_review"),
    path("centres/<uuid:pk>/posts/new/", board.quota_new, name="quota_new"),
    path("centres/<uuid:pk>/meetings/new/", board.boardmeeting_new, name="boardmeeting_new"),
    path("centres/meetings/<uuid:pk>/", board.boardmeeting_detail, name="boardmeeting_detail"),
]
