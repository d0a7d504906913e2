from django.urls import URLPattern, path

from hoctap.accounts import views

urlpatterns: list[URLPattern] = [
    path("login/", views.account_login, name="account_login"),
    path("logout/", views.account_logout, name="account_logout"),
    path("password/", views.account_change_password, name="account_change_password"),
    path("capacity/", views.capacity_choose, name="capacity_choose"),
    path("accounts/", views.account_list, name="account_list"),
    path("accounts/new/", views.account_new, name="account_new"),
    path("accounts/<uuid:pk>/", views.account_detail, name="account_detail"),
    path("accounts/<uuid:pk>/reset/", views.account_reset, name="account_reset"),
    path("accounts/<uuid:pk>/deactivate/", views.account_deactivate, name="account_deactivate"),
    path("accounts/<uuid:pk>/reactivate/", views.account_reactivate, name="account_reactivate"),
    path("accounts/<uuid:pk>/capacities/new/", views.capacity_new, name="capacity_new"),
    path("accounts/capacities/<uuid:pk>/end/", views.capacity_end, name="capacity_end"),
    path("accounts/capacities/<uuid:pk>/roles/new/", views.role_new, name="role_new"),
    path("accounts/roles/<uuid:pk>/take-back/", views.role_take_back, name="role_take_back"),
]
