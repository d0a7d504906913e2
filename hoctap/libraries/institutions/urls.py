from django.urls import URLPattern, path

from hoctap.libraries.institutions import views

urlpatterns: list[URLPattern] = [
    path("libraries/", views.library_list, name="library_list"),
    path("libraries/new/", views.library_new, name="library_new"),
    path("libraries/network/", views.readingpoint_list, name="readingpoint_list"),
    path("libraries/<uuid:pk>/", views.library_detail, name="library_detail"),
    path("libraries/<uuid:pk>/edit/", views.library_edit, name="library_edit"),
    path("libraries/<uuid:pk>/lending/", views.library_lending, name="library_lending"),
    path("libraries/<uuid:pk>/end/", views.library_end, name="library_end"),
]
