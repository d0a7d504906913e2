from django.urls import URLPattern, path

from hoctap.accounts import views
from hoctap.accounts.capacities import views as capacities
from hoctap.accounts.devices import views as device_views
from hoctap.accounts.duties import views as duties
from hoctap.accounts.rights import views as rights
from hoctap.accounts.second_factor import views as factor_views
from hoctap.accounts.sign_on import views as sign_on_views
from hoctap.accounts.slips import views as slip_views

urlpatterns: list[URLPattern] = [
    path("login/", views.account_login, name="account_login"),
    path("logout/", views.account_logout, name="account_logout"),
    path("password/", views.account_change_password, name="account_change_password"),
    path("capacity/", views.capacity_choose, name="capacity_choose"),
    path("accounts/", views.account_list, name="account_list"),
    path("accounts/new/", views.account_new, name="account_new"),
    path("accounts/slips/", slip_views.slip_batch, name="slip_batch"),
    path("activate/<str:token>/", slip_views.slip_open, name="slip_open"),
    path("activate/", slip_views.account_activate, name="account_activate"),
    path("devices/", device_views.device_list, name="device_list"),
    path("devices/end-others/", device_views.device_end_others, name="device_end_others"),
    path("devices/<uuid:pk>/end/", device_views.device_end, name="device_end"),
    path("login/second-factor/", factor_views.mfa_authenticate, name="mfa_authenticate"),
    path("login/cancel/", factor_views.account_cancel, name="account_cancel"),
    path("confirm-password/", factor_views.account_reauthenticate, name="account_reauthenticate"),
    path("second-factor/", factor_views.second_factor, name="second_factor"),
    path("second-factor/app/", factor_views.second_factor_app, name="second_factor_app"),
    path("second-factor/key/", factor_views.second_factor_key, name="second_factor_key"),
    path("second-factor/codes/", factor_views.second_factor_codes, name="second_factor_codes"),
    path("second-factor/<int:pk>/remove/", factor_views.second_factor_remove, name="second_factor_remove"),
    path("sign-on/", sign_on_views.identity_sign_in, name="identity_sign_in"),
    path("sign-on/link/", sign_on_views.identity_link, name="identity_link"),
    path("sign-on/return/", sign_on_views.identity_return, name="identity_return"),
    path("sign-on/<uuid:pk>/unlink/", sign_on_views.identity_unlink, name="identity_unlink"),
    path("accounts/<uuid:pk>/end-sessions/", device_views.account_end_sessions, name="account_end_sessions"),
    path("accounts/<uuid:pk>/lift/", device_views.account_lift, name="account_lift"),
    path("accounts/<uuid:pk>/reset-factor/", factor_views.account_reset_factor, name="account_reset_factor"),
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
