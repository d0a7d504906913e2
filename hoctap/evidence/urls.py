from django.urls import URLPattern, path

from hoctap.evidence import views

urlpatterns: list[URLPattern] = [
    path("evidence/<uuid:pk>/file/", views.evidence_file, name="evidence_file"),
    path("evidence/<uuid:pk>/withdraw/", views.evidence_withdraw, name="evidence_withdraw"),
]
