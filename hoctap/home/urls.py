from django.urls import path

from hoctap.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("storage/", views.storage_list, name="storage_list"),
]
