from django.urls import path

from hoctap.plans import views

urlpatterns = [
    path("plans/", views.plan_list, name="plan_list"),
    path("plans/new/", views.plan_new, name="plan_new"),
    path("plans/<uuid:pk>/", views.plan_detail, name="plan_detail"),
    path("plans/<uuid:pk>/edit/", views.plan_edit, name="plan_edit"),
    path("plans/<uuid:pk>/targets/new/", views.target_new, name="target_new"),
    path("plans/targets/<uuid:pk>/edit/", views.target_edit, name="target_edit"),
    path("plans/targets/<uuid:pk>/drop/", views.target_drop, name="target_drop"),
]
