from django.urls import URLPattern, path

from hoctap.notices import views

urlpatterns: list[URLPattern] = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notice_read_all, name="notice_read_all"),
    path("notices/<uuid:pk>/read/", views.notice_read, name="notice_read"),
]
