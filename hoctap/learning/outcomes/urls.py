"""Addresses of vocational classes, technology transfer and workers."""

from django.urls import URLPattern, path

from hoctap.learning.outcomes import views as outcomes
from hoctap.learning.workers import views as workers

urlpatterns: list[URLPattern] = [
    path("training/", outcomes.training_list, name="training_list"),
    path("training/<uuid:pk>/", outcomes.training_edit, name="training_edit"),
    path("training/<uuid:pk>/drop/", outcomes.training_drop, name="training_drop"),
    path("training/<uuid:pk>/transfer/", outcomes.transfer_edit, name="transfer_edit"),
    path("training/<uuid:pk>/transfer/drop/", outcomes.transfer_drop, name="transfer_drop"),
    path("training/<uuid:pk>/outcomes/", outcomes.outcome_list, name="outcome_list"),
    path("training/<uuid:pk>/outcomes/count/", outcomes.outcome_count, name="outcome_count"),
    path("training/courses/", outcomes.course_list, name="course_list"),
    path("training/courses/new/", outcomes.course_new, name="course_new"),
    path("training/courses/<uuid:pk>/drop/", outcomes.course_drop, name="course_drop"),
    path("training/workers/", workers.worker_figures, name="worker_figures"),
    path("training/workers/<uuid:pk>/", workers.worker_list, name="worker_list"),
]
