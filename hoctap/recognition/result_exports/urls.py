from django.urls import path

from hoctap.recognition.result_exports import views

_ROUND = "recognition/rounds/<uuid:pk>/typing/"

urlpatterns = [
    path(_ROUND, views.export_list, name="export_list"),
    path(f"{_ROUND}download/", views.export_download, name="export_download"),
    path(f"{_ROUND}mark/", views.export_mark, name="export_mark"),
    path("recognition/dossiers/<uuid:pk>/typing/unmark/", views.export_unmark, name="export_unmark"),
    path(f"{_ROUND}columns/", views.exporttemplate_new, name="exporttemplate_new"),
    path(f"{_ROUND}columns/<uuid:template_pk>/drop/", views.exporttemplate_drop, name="exporttemplate_drop"),
]
