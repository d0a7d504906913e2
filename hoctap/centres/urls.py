from django.urls import URLPattern, path

from hoctap.centres import views
from hoctap.centres.topics import views as topics

urlpatterns: list[URLPattern] = [
    path("centres/", views.centre_list, name="centre_list"),
    path("centres/new/", views.centre_new, name="centre_new"),
    path("centres/<uuid:pk>/", views.centre_detail, name="centre_detail"),
    path("centres/topics/", topics.topic_list, name="topic_list"),
    path("centres/topics/new/", topics.topic_new, name="topic_new"),
    path("centres/topics/<uuid:pk>/drop/", topics.topic_drop, name="topic_drop"),
]
