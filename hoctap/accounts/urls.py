from django.urls import URLPattern, path

from hoctap.accounts import views
from hoctap.accounts.capacities import views as capacities
from hoctap.accounts.duties import views as duties
from hoctap.accounts.rights import views as rights

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
    path("accounts/capacities/<uuid:pk>/correct/", capacities.capacity_correct, name="capacity_correct"),
    path(
        "accounts/capacities/<uuid:pk>/signing/new/",
        capacities.signingauthority_new,
        name="signingauthority_new",
    ),
    path("accounts/signing/<uuid:pk>/end/", capacities.signingauthority_end, name="signingauthority_end"),
    path("duties/", duties.duty_list, name="duty_list"),
    path("duties/<uuid:pk>/rules/<slug:rule>/", duties.duty_set, name="duty_set"),
    path("duties/<uuid:pk>/waivers/new/", duties.dutywaiver_new, name="dutywaiver_new"),
    path("duties/waivers/<uuid:pk>/end/", duties.dutywaiver_end, name="dutywaiver_end"),
    path("rights/", rights.right_list, name="right_list"),
]
