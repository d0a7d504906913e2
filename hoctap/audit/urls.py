from django.urls import path

from hoctap.audit import views

urlpatterns = [path("audit/", views.event_list, name="event_list")]
