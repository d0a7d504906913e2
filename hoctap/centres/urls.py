from django.urls import URLPattern, URLResolver, include, path

from hoctap.centres import views
from hoctap.centres.board import views as board
from hoctap.centres.topics import views as topics
from hoctap.centres.training import views as training

urlpatterns: list[URLPattern | URLResolver] = [
    path("centres/", views.centre_list, name="centre_list"),
    path("centres/new/", views.centre_new, name="centre_new"),
    path("centres/<uuid:pk>/", views.centre_detail, name="centre_detail"),
    path("centres/", include("hoctap.centres.facilities.urls")),
    path("centres/board/", board.seat_list, name="seat_list"),
    path("centres/<uuid:pk>/board/new/", board.seat_new, name="seat_new"),
    path("centres/board/<uuid:pk>/", board.seat_detail, name="seat_detail"),
    path("centres/board/<uuid:pk>/renew/", board.seat_renew, name="seat_renew"),
    path("centres/board/<uuid:pk>/end/", board.seat_end, name="seat_end"),
    path("centres/board/<uuid:pk>/review/", board.seat_review, name="seat_review"),
    path("centres/<uuid:pk>/posts/new/", board.quota_new, name="quota_new"),
    path("centres/<uuid:pk>/meetings/new/", board.boardmeeting_new, name="boardmeeting_new"),
    path("centres/meetings/<uuid:pk>/", board.boardmeeting_detail, name="boardmeeting_detail"),
    path("centres/training/", training.training_list, name="training_list"),
    path("centres/<uuid:pk>/training/new/", training.training_new, name="training_new"),
    path("centres/training/<uuid:pk>/", training.training_detail, name="training_detail"),
    path("centres/training/<uuid:pk>/edit/", training.training_edit, name="training_edit"),
    path("centres/training/<uuid:pk>/people/add/", training.trainee_add, name="trainee_add"),
    path("centres/training/people/<uuid:pk>/finish/", training.trainee_finish, name="trainee_finish"),
    path("centres/training/people/<uuid:pk>/drop/", training.trainee_drop, name="trainee_drop"),
    path("centres/topics/", topics.topic_list, name="topic_list"),
    path("centres/topics/new/", topics.topic_new, name="topic_new"),
    path("centres/topics/<uuid:pk>/drop/", topics.topic_drop, name="topic_drop"),
]
