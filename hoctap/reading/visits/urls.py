from django.urls import path

from hoctap.reading.visits import views

_OF = "reading/visits/<uuid:pk>/"

urlpatterns = [
    path("reading/visits/", views.visit_list, name="visit_list"),
    path("reading/growth/", views.growth_detail, name="growth_detail"),
    path(_OF, views.visit_detail, name="visit_detail"),
    path(f"{_OF}tally/", views.visit_tally, name="visit_tally"),
    path(f"{_OF}gate/", views.visit_gate, name="visit_gate"),
    path(f"{_OF}loans/", views.visit_loans, name="visit_loans"),
    path(f"{_OF}notebook/", views.visit_notebook, name="visit_notebook"),
    path("reading/visits/lines/<uuid:pk>/", views.visit_correct, name="visit_correct"),
]
