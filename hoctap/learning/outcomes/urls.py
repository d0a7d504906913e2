"""Addresses of vocational classes, technology transfer and workers."""

from django.urls import URLPattern, path

from hoctap.learning.outcomes import views as outcomes
from hoctap.learning.workers import views as workers

urlpatterns: list[URLPattern] = [
    path("vocational/", outcomes.vocational_list, name="vocational_list"),
    path("vocational/<uuid:pk>/", outcomes.vocational_edit, name="vocational_edit"),
    path("vocational/<uuid:pk>/drop/", outcomes.vocational_drop, name="vocational_drop"),
    path("vocational/<uuid:pk>/transfer/", outcomes.transfer_edit, name="transfer_edit"),
    path("vocational/<uuid:pk>/transfer/drop/", outcomes.transfer_drop, name="transfer_drop"),
    path("vocational/<uuid:pk>/outcomes/", outcomes.outcome_list, name="outcome_list"),
    path("vocational/<uuid:pk>/outcomes/count/", outcomes.outcome_count, name="outcome_count"),
    path("vocational/courses/", outcomes.course_list, name="course_list"),
    path("vocational/courses/new/", outcomes.course_new, name="course_new"),
    path("vocational/courses/<uuid:pk>/drop/", outcomes.course_drop, name="course_drop"),
    path("vocational/workers/", workers.worker_figures, name="worker_figures"),
    path("vocational/workers/<uuid:pk>/", workers.worker_list, name="worker_list"),
]
