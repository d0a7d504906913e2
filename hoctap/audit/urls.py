from django.urls import path

from hoctap.audit import views

urlpatterns = [
    path("audit/", views.event_list, name="event_list"),
    path("audit/xlsx/", views.event_xlsx, name="event_xlsx"),
]
