from django.urls import URLPattern, path

from hoctap.people import duplicate_views, person_views, views

urlpatterns: list[URLPattern] = [
    path("households/", views.household_list, name="household_list"),
    path("households/new/", views.household_new, name="household_new"),
    path("households/<uuid:pk>/", views.household_detail, name="household_detail"),
    path("households/<uuid:pk>/edit/", views.household_edit, name="household_edit"),
    path("households/<uuid:pk>/leave/", views.household_leave, name="household_leave"),
    path("households/<uuid:pk>/members/new/", person_views.member_new, name="member_new"),
    path("households/<uuid:pk>/head/", person_views.household_head, name="household_head"),
    path("households/<uuid:pk>/split/", person_views.household_split, name="household_split"),
    path("households/<uuid:pk>/join/", person_views.household_join, name="household_join"),
    path("households/<uuid:pk>/move/", person_views.household_move, name="household_move"),
    path("people/<uuid:pk>/", person_views.person_detail, name="person_detail"),
    path("people/<uuid:pk>/edit/", person_views.person_edit, name="person_edit"),
    path("people/<uuid:pk>/move/", person_views.person_move, name="person_move"),
    path("people/<uuid:pk>/leave/", person_views.person_leave, name="person_leave"),
    path("households/import/", views.import_new, name="import_new"),
    path("households/import/<uuid:pk>/", views.import_detail, name="import_detail"),
    path("households/import/<uuid:pk>/apply/", views.import_apply, name="import_apply"),
    path("households/import/<uuid:pk>/drop/", views.import_drop, name="import_drop"),
    path("households/import/<uuid:pk>/faulty/", views.import_faulty, name="import_faulty"),
    path("people/duplicates/", duplicate_views.duplicate_list, name="duplicate_list"),
    path("people/duplicates/find/<uuid:pk>/", duplicate_views.duplicate_find, name="duplicate_find"),
    path("people/duplicates/<uuid:pk>/", duplicate_views.duplicate_detail, name="duplicate_detail"),
    path("people/duplicates/<uuid:pk>/apart/", duplicate_views.duplicate_apart, name="duplicate_apart"),
    path("people/duplicates/<uuid:pk>/merge/", duplicate_views.duplicate_merge, name="duplicate_merge"),
    path("people/duplicates/<uuid:pk>/undo/", duplicate_views.duplicate_undo, name="duplicate_undo"),
]
