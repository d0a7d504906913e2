from django.urls import path

from hoctap.recognition.correcting import views

urlpatterns = [
    path("recognition/submissions/<uuid:pk>/correct/", views.submission_correct, name="submission_correct"),
    path(
        "recognition/corrections/<uuid:pk>/drop/",
        views.submissioncorrection_drop,
        name="submissioncorrection_drop",
    ),
]
