from django.urls import URLPattern, path

from hoctap.handovers import views

urlpatterns: list[URLPattern] = [
    path("handovers/new/<uuid:pk>/", views.handover_new, name="handover_new"),
    path("handovers/planned/<uuid:pk>/", views.plannedhandover_detail, name="plannedhandover_detail"),
    path("handovers/planned/<uuid:pk>/end/", views.plannedhandover_end, name="plannedhandover_end"),
    path("handovers/<uuid:pk>/", views.handover_detail, name="handover_detail"),
]
