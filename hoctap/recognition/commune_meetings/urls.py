from django.urls import path

from hoctap.recognition.commune_meetings import views

urlpatterns = [
    path(
        "recognition/rounds/<uuid:pk>/commune-meeting/", views.communemeeting_new, name="communemeeting_new"
    ),
    path(
        "recognition/commune-meetings/<uuid:pk>/", views.communemeeting_detail, name="communemeeting_detail"
    ),
    path(
        "recognition/commune-meetings/<uuid:pk>/except/",
        views.communemeeting_except,
        name="communemeeting_except",
    ),
]
