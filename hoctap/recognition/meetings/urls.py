from django.urls import path

from hoctap.recognition.meetings import views
from hoctap.recognition.objecting import views as objecting

urlpatterns = [
    # of a hamlet in a round
    path("recognition/rounds/<uuid:pk>/meeting/<uuid:hamlet_pk>/", views.meeting_new, name="meeting_new"),
    path(
        "recognition/rounds/<uuid:pk>/meeting/<uuid:hamlet_pk>/call/", views.meeting_call, name="meeting_call"
    ),
    # /recognition/meetings/
    path("recognition/meetings/<uuid:pk>/", views.meeting_detail, name="meeting_detail"),
    path("recognition/meetings/<uuid:pk>/record/", views.meeting_record, name="meeting_record"),
    path("recognition/meetings/<uuid:pk>/correct/", views.meeting_correct, name="meeting_correct"),
    path("recognition/meetings/<uuid:pk>/move/", views.meeting_move, name="meeting_move"),
    path("recognition/meetings/<uuid:pk>/drop/", views.meeting_drop, name="meeting_drop"),
    path("recognition/meetings/<uuid:pk>/attendance/", views.meeting_attendance, name="meeting_attendance"),
    path("recognition/meetings/<uuid:pk>/sign-in/", views.meeting_sign_in, name="meeting_sign_in"),
    path("recognition/meetings/<uuid:pk>/sheet/", views.meeting_sheet, name="meeting_sheet"),
    path("recognition/meetings/<uuid:pk>/sheet/keep/", views.meeting_keep_sheet, name="meeting_keep_sheet"),
    path("recognition/votes/<uuid:pk>/list/", views.meeting_other_list, name="meeting_other_list"),
    path("recognition/meetings/<uuid:pk>/table/", views.meeting_table, name="meeting_table"),
    path(
        "recognition/meetings/<uuid:pk>/objections/", objecting.meeting_objections, name="meeting_objections"
    ),
    path("recognition/objections/<uuid:pk>/answer/", objecting.meeting_answer, name="meeting_answer"),
    path("recognition/meetings/<uuid:pk>/nominate/", views.meeting_nominate, name="meeting_nominate"),
    # /recognition/quorums/
    path("recognition/quorums/", views.quorum_list, name="quorum_list"),
    path("recognition/quorums/<uuid:pk>/end/", views.quorum_end, name="quorum_end"),
]
