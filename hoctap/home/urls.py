from django.urls import path

from hoctap.home import views

urlpatterns = [
    path("", views.home, name="home"),
    path("storage/", views.storage_list, name="storage_list"),
    path("backups/", views.backup_list, name="backup_list"),
    path("backups/start/", views.backup_start, name="backup_start"),
    path("backups/<uuid:pk>/stop/", views.backup_stop, name="backup_stop"),
]
