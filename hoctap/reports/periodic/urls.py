from django.urls import path

from hoctap.reports.attached import views as attached_views
from hoctap.reports.calls import views as call_views
from hoctap.reports.periodic import views
from hoctap.reports.types import views as type_views
from hoctap.reports.types.columns import views as column_views

urlpatterns = [
    path("reports/periodic/", views.periodic_list, name="periodic_list"),
    path("reports/periodic/new/", views.periodic_new, name="periodic_new"),
    path("reports/periodic/<uuid:pk>/", views.periodic_detail, name="periodic_detail"),
    path("reports/periodic/<uuid:pk>/write/", views.periodic_write, name="periodic_write"),
    path("reports/periodic/<uuid:pk>/cut-off/", views.periodic_cut_off, name="periodic_cut_off"),
    path("reports/periodic/<uuid:pk>/sent-on/", views.periodic_sent_on, name="periodic_sent_on"),
    path("reports/periodic/<uuid:pk>/check/", views.periodic_check, name="periodic_check"),
    path("reports/periodic/<uuid:pk>/receivers/", views.periodic_receivers, name="periodic_receivers"),
    path("reports/periodic/<uuid:pk>/submit/", views.periodic_submit, name="periodic_submit"),
    path("reports/periodic/<uuid:pk>/accept/", views.periodic_accept, name="periodic_accept"),
    path("reports/periodic/<uuid:pk>/return/", views.periodic_return, name="periodic_return"),
    path("reports/periodic/<uuid:pk>/cell/", views.periodic_cell, name="periodic_cell"),
    path("reports/periodic/<uuid:pk>/files/add/", attached_views.periodic_file_add, name="periodic_file_add"),
    path("reports/periodic/files/<uuid:pk>/", attached_views.periodic_file, name="periodic_file"),
    path(
        "reports/periodic/files/<uuid:pk>/withdraw/",
        attached_views.periodic_file_withdraw,
        name="periodic_file_withdraw",
    ),
    path("reports/types/", type_views.report_type_list, name="report_type_list"),
    path("reports/types/<uuid:pk>/", type_views.report_type_detail, name="report_type_detail"),
    path("reports/types/<uuid:pk>/edit/", type_views.report_type_edit, name="report_type_edit"),
    path(
        "reports/types/<uuid:pk>/columns/<slug:table>/",
        column_views.report_type_columns,
        name="report_type_columns",
    ),
    path("reports/types/<uuid:pk>/end/", type_views.report_type_end, name="report_type_end"),
    path("reports/calls/new/", call_views.call_new, name="call_new"),
    path("reports/calls/<uuid:pk>/", call_views.call_detail, name="call_detail"),
    path("reports/calls/<uuid:pk>/urge/", call_views.call_urge, name="call_urge"),
    path("reports/calls/<uuid:pk>/accept/", call_views.call_accept, name="call_accept"),
    path("reports/calls/<uuid:pk>/xlsx/", call_views.call_xlsx, name="call_xlsx"),
    path("reports/calls/<uuid:pk>/csv/", call_views.call_csv, name="call_csv"),
    path("reports/calls/<uuid:pk>/case/", call_views.call_case, name="call_case"),
    path("reports/calls/<uuid:pk>/gather/", call_views.call_gather, name="call_gather"),
]
