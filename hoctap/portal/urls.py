from django.urls import URLPattern, path

from hoctap.portal.classes import office_views as classes
from hoctap.portal.doors import views as doors
from hoctap.portal.requests import views as requests

urlpatterns: list[URLPattern] = [
    path("robots.txt", doors.door_robots, name="door_robots"),
    path("sitemap.xml", doors.door_sitemap, name="door_sitemap"),
    path("portal/", doors.door_setting, name="door_setting"),
    path("portal/doors/<uuid:pk>/open/", doors.door_open, name="door_open"),
    path("portal/doors/<uuid:pk>/close/", doors.door_close, name="door_close"),
    path("portal/classes/", classes.classdoor_list, name="classdoor_list"),
    path("portal/classes/<uuid:pk>/", classes.classdoor_detail, name="classdoor_detail"),
    path("portal/classes/<uuid:pk>/take/", classes.classdoor_take, name="classdoor_take"),
    path("portal/sign-ups/<uuid:pk>/cancel/", classes.signup_cancel, name="signup_cancel"),
    path("portal/requests/", requests.datarequest_list, name="datarequest_list"),
    path("portal/requests/<uuid:pk>/", requests.datarequest_detail, name="datarequest_detail"),
    path("portal/requests/<uuid:pk>/register/", requests.datarequest_register, name="datarequest_register"),
    path("portal/requests/<uuid:pk>/drop/", requests.datarequest_drop, name="datarequest_drop"),
]
