from django.urls import URLPattern, path

from hoctap.learning.activities import views as activities
from hoctap.learning.attendance.routes import ROUTES
from hoctap.learning.clubs.urls import urlpatterns as clubs
from hoctap.learning.hamlets import views as hamlets
from hoctap.learning.outcomes.urls import urlpatterns as outcomes
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
    path("centres/activities/xlsx/", activities.activity_xlsx, name="activity_xlsx"),
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
    *ROUTES,
    *clubs,
    *outcomes,
]
