from django.urls import path

from hoctap.reading.services import views

_OF = "reading/services/<uuid:pk>/"

urlpatterns = [
    path("reading/services/", views.service_list, name="service_list"),
    path(_OF, views.service_detail, name="service_detail"),
    path(f"{_OF}new/", views.service_new, name="service_new"),
    path(f"{_OF}digital/", views.digital_new, name="digital_new"),
    path(f"{_OF}plan/", views.libraryplan_edit, name="libraryplan_edit"),
    path("reading/services/one/<uuid:pk>/end/", views.service_end, name="service_end"),
    path("reading/services/one/<uuid:pk>/file/", views.service_file, name="service_file"),
    path("reading/standards/", views.readingstandard_list, name="readingstandard_list"),
    path("reading/standards/new/", views.readingstandard_new, name="readingstandard_new"),
    path("reading/library-plans/", views.libraryplan_list, name="libraryplan_list"),
]
