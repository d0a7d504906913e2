from django.urls import URLPattern, URLResolver, include, path

from hoctap.centres import views
from hoctap.centres.board import views as board
from hoctap.centres.books import views as books
from hoctap.centres.compliance import views as compliance
from hoctap.centres.facts import views as facts
from hoctap.centres.merging import views as merging
from hoctap.centres.teaching import views as teaching
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
    path("centres/meetings/<uuid:pk>/minutes/", board.boardmeeting_minutes, name="boardmeeting_minutes"),
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
    path("centres/speakers/", teaching.speaker_list, name="speaker_list"),
    path("centres/<uuid:pk>/speakers/new/", teaching.speaker_new, name="speaker_new"),
    path("centres/speakers/<uuid:pk>/", teaching.speaker_detail, name="speaker_detail"),
    path("centres/speakers/<uuid:pk>/edit/", teaching.speaker_edit, name="speaker_edit"),
    path("centres/speakers/<uuid:pk>/help/", teaching.speaker_help, name="speaker_help"),
    path("centres/speakers/<uuid:pk>/end/", teaching.speaker_end, name="speaker_end"),
    path("centres/teachers/", teaching.teacherrequest_list, name="teacherrequest_list"),
    path("centres/<uuid:pk>/teachers/new/", teaching.teacherrequest_new, name="teacherrequest_new"),
    path("centres/teachers/<uuid:pk>/", teaching.teacherrequest_detail, name="teacherrequest_detail"),
    path(
        "centres/teachers/<uuid:pk>/forward/", teaching.teacherrequest_forward, name="teacherrequest_forward"
    ),
    path("centres/teachers/<uuid:pk>/refuse/", teaching.teacherrequest_refuse, name="teacherrequest_refuse"),
    path("centres/teachers/<uuid:pk>/assign/", teaching.teacherrequest_assign, name="teacherrequest_assign"),
    path(
        "centres/teachers/<uuid:pk>/confirm/", teaching.teacherrequest_confirm, name="teacherrequest_confirm"
    ),
    path("centres/teachers/<uuid:pk>/teach/", teaching.teacherrequest_teach, name="teacherrequest_teach"),
    path("centres/teachers/<uuid:pk>/finish/", teaching.teacherrequest_finish, name="teacherrequest_finish"),
    path("centres/teachers/<uuid:pk>/close/", teaching.teacherrequest_close, name="teacherrequest_close"),
    path("centres/<uuid:pk>/file/", facts.centre_file, name="centre_file"),
    path("centres/<uuid:pk>/file/facts/new/", facts.fact_new, name="fact_new"),
    path("centres/<uuid:pk>/file/name/", facts.centre_name, name="centre_name"),
    path("centres/<uuid:pk>/file/founding/", facts.centre_founding, name="centre_founding"),
    path("centres/<uuid:pk>/file/regulation/new/", facts.regulation_new, name="regulation_new"),
    path("centres/regulations/<uuid:pk>/file/", facts.regulation_file, name="regulation_file"),
    path("centres/guidance/", facts.guidance_list, name="guidance_list"),
    path("centres/guidance/new/", facts.guidance_new, name="guidance_new"),
    path("centres/guidance/<uuid:pk>/", facts.guidance_detail, name="guidance_detail"),
    path("centres/guidance/<uuid:pk>/file/", facts.guidance_file, name="guidance_file"),
    path("centres/<uuid:pk>/mergers/new/", merging.merger_new, name="merger_new"),
    path("centres/mergers/<uuid:pk>/", merging.merger_detail, name="merger_detail"),
    path("centres/<uuid:pk>/standing/new/", merging.standing_new, name="standing_new"),
    path("centres/compliance/", compliance.compliance_list, name="compliance_list"),
    path("centres/books/", books.centrebook_list, name="centrebook_list"),
    path("centres/<uuid:pk>/books/<slug:code>/<slug:form>/", books.centrebook_print, name="centrebook_print"),
]
