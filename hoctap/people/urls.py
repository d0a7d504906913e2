from django.urls import URLPattern, path

from hoctap.people import register_views, views

urlpatterns: list[URLPattern] = [
    path("households/", register_views.household_list, name="household_list"),
    path("persons/", register_views.person_list, name="person_list"),
    path("households/new/", views.household_new, name="household_new"),
    path("households/<uuid:pk>/", views.household_detail, name="household_detail"),
    path("households/<uuid:pk>/edit/", views.household_edit, name="household_edit"),
    path("households/<uuid:pk>/leave/", views.household_leave, name="household_leave"),
    path("households/import/", views.import_new, name="import_new"),
    path("households/import/<uuid:pk>/", views.import_detail, name="import_detail"),
    path("households/import/<uuid:pk>/apply/", views.import_apply, name="import_apply"),
    path("households/import/<uuid:pk>/drop/", views.import_drop, name="import_drop"),
    path("households/import/<uuid:pk>/faulty/", views.import_faulty, name="import_faulty"),
]
