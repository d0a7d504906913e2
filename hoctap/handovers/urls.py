from django.urls import URLPattern, path

from hoctap.handovers import views

urlpatterns: list[URLPattern] = [
    path("handovers/new/<uuid:pk>/", views.handover_new, name="handover_new"),
    path("handovers/<uuid:pk>/", views.handover_detail, name="handover_detail"),
]
