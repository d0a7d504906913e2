from django.urls import URLPattern, path

from hoctap.learning.attendance import views as attendance

_ATTENDANCE = [
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

urlpatterns: list[URLPattern] = [*_ATTENDANCE]
from hoctap.learning.activities import views as activities
from hoctap.learning.hamlets import views as hamlets
from hoctap.learning.programmes import views as programmes

_PROGRAMME = "centres/programmes/<uuid:pk>/"
_LINE = "centres/programme-lines/<uuid:pk>/"
_ACTIVITY = "centres/activities/<uuid:pk>/"
_SESSION = "centres/sessions/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("centres/programmes/", programmes.programme_list, name="programme_list"),
    path("centres/programmes/new/", programmes.programme_new, name="programme_new"),
    path(_PROGRAMME, programmes.programme_detail, name="programme_detail"),
    path(f"{_PROGRAMME}lines/new/", programmes.programmeline_new, name="programmeline_new"),
    path(f"{_PROGRAMME}submit/", programmes.programme_submit, name="programme_submit"),
    path(f"{_PROGRAMME}withdraw/", programmes.programme_withdraw, name="programme_withdraw"),
    path(f"{_PROGRAMME}approve/", programmes.programme_approve, name="programme_approve"),
    path(f"{_PROGRAMME}return/", programmes.programme_return, name="programme_return"),
    path(f"{_PROGRAMME}reopen/", programmes.programme_reopen, name="programme_reopen"),
    path(f"{_PROGRAMME}print/", programmes.programme_print, name="programme_print"),
    path(
        f"{_PROGRAMME}needs/<uuid:need_pk>/meet/", programmes.programme_need_meet, name="programme_need_meet"
    ),
    path(
        f"{_PROGRAMME}needs/<uuid:need_pk>/answer/",
        programmes.programme_need_answer,
        name="programme_need_answer",
    ),
    path(f"{_LINE}edit/", programmes.programmeline_edit, name="programmeline_edit"),
    path(f"{_LINE}drop/", programmes.programmeline_drop, name="programmeline_drop"),
    path("centres/activities/", activities.activity_list, name="activity_list"),
    path("centres/activities/new/", activities.activity_new, name="activity_new"),
    path("centres/activities/quick/", activities.activity_quick, name="activity_quick"),
    path(_ACTIVITY, activities.activity_detail, name="activity_detail"),
    path(f"{_ACTIVITY}fed/", activities.activity_fed, name="activity_fed"),
    path(f"{_ACTIVITY}edit/", activities.activity_edit, name="activity_edit"),
    path(f"{_ACTIVITY}cancel/", activities.activity_cancel, name="activity_cancel"),
    path(f"{_ACTIVITY}join/", activities.activity_join, name="activity_join"),
    path(f"{_ACTIVITY}sessions/add/", activities.session_add, name="session_add"),
    path(f"{_ACTIVITY}files/add/", activities.activity_file_add, name="activity_file_add"),
    path("centres/activity-files/<uuid:pk>/", activities.activity_file, name="activity_file"),
    path(
        "centres/activity-files/<uuid:pk>/remove/",
        activities.activity_file_remove,
        name="activity_file_remove",
    ),
    path(f"{_SESSION}edit/", activities.session_edit, name="session_edit"),
    path(f"{_SESSION}cancel/", activities.session_cancel, name="session_cancel"),
    path("centres/difficult-hamlets/", hamlets.difficulthamlet_list, name="difficulthamlet_list"),
    path("centres/difficult-hamlets/<uuid:pk>/end/", hamlets.difficulthamlet_end, name="difficulthamlet_end"),
