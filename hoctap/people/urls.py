from django.urls import URLPattern, path

from hoctap.people import import_views, views

urlpatterns: list[URLPattern] = [
    path("households/", views.household_list, name="household_list"),
    path("households/new/", views.household_new, name="household_new"),
    path("households/<uuid:pk>/", views.household_detail, name="household_detail"),
    path("households/<uuid:pk>/edit/", views.household_edit, name="household_edit"),
    path("households/<uuid:pk>/leave/", views.household_leave, name="household_leave"),
    path("households/import/", import_views.import_new, name="import_new"),
    path("households/import/<uuid:pk>/", import_views.import_detail, name="import_detail"),
    path("households/import/<uuid:pk>/columns/", import_views.import_mapping, name="import_mapping"),
    path("households/import/<uuid:pk>/apply/", import_views.import_apply, name="import_apply"),
    path("households/import/<uuid:pk>/hamlets/", import_views.import_hamlets, name="import_hamlets"),
    path("households/import/<uuid:pk>/stop/", import_views.import_stop, name="import_stop"),
    path("households/import/<uuid:pk>/resume/", import_views.import_resume, name="import_resume"),
    path("households/import/<uuid:pk>/drop/", import_views.import_drop, name="import_drop"),
    path("households/import/<uuid:pk>/faulty/", import_views.import_faulty, name="import_faulty"),
]
