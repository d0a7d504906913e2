from django.urls import URLPattern, path

from hoctap.privacy import views

urlpatterns: list[URLPattern] = [
    path("privacy/", views.protection_overview, name="protection_overview"),
    path("privacy/days-off/", views.day_off_list, name="day_off_list"),
    path("privacy/days-off/<uuid:pk>/drop/", views.day_off_drop, name="day_off_drop"),
    path("privacy/retention/", views.retention_list, name="retention_list"),
    path("privacy/retention/<uuid:pk>/rules/<slug:name>/", views.retention_edit, name="retention_edit"),
    path("privacy/retention/<uuid:pk>/", views.retention_detail, name="retention_detail"),
    path("privacy/retention/<uuid:pk>/approve/", views.retention_approve, name="retention_approve"),
    path("privacy/retention/<uuid:pk>/stop/", views.retention_stop, name="retention_stop"),
    path("privacy/retention/<uuid:pk>/resume/", views.retention_resume, name="retention_resume"),
    path("privacy/retention/<uuid:pk>/drop/", views.retention_drop, name="retention_drop"),
    path("privacy/incidents/", views.incident_list, name="incident_list"),
    path("privacy/incidents/new/", views.incident_new, name="incident_new"),
    path("privacy/incidents/<uuid:pk>/", views.incident_detail, name="incident_detail"),
    path("privacy/incidents/<uuid:pk>/assess/", views.incident_assess, name="incident_assess"),
    path("privacy/incidents/<uuid:pk>/authority/", views.incident_authority, name="incident_authority"),
    path("privacy/incidents/<uuid:pk>/subjects/", views.incident_subjects, name="incident_subjects"),
    path("privacy/incidents/<uuid:pk>/close/", views.incident_close, name="incident_close"),
    path("privacy/incidents/<uuid:pk>/form/", views.incident_form, name="incident_form"),
    path("privacy/drafts/", views.draft_list, name="draft_list"),
    path("privacy/drafts/<uuid:pk>/<slug:draft>/", views.draft_print, name="draft_print"),
]
