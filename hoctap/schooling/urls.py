from django.urls import URLPattern, path

from hoctap.schooling import views

urlpatterns: list[URLPattern] = [
    path("schooling/", views.schooling_list, name="schooling_list"),
    path("schooling/<uuid:pk>/", views.schooling_detail, name="schooling_detail"),
    path("schooling/<uuid:pk>/new/", views.schooling_new, name="schooling_new"),
    path("schooling/pupils/", views.pupil_list, name="pupil_list"),
    path("schooling/pupils/new/", views.pupil_new, name="pupil_new"),
    path("schooling/pupils/<uuid:pk>/", views.pupil_detail, name="pupil_detail"),
    path("schooling/pupils/<uuid:pk>/visit/", views.pupil_visit, name="pupil_visit"),
    path("schooling/pupils/<uuid:pk>/close/", views.pupil_close, name="pupil_close"),
    path("schooling/pupils/<uuid:pk>/reopen/", views.pupil_reopen, name="pupil_reopen"),
]
