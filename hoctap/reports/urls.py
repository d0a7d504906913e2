from django.urls import include, path

from hoctap.reports import views
from hoctap.reports.foreign import views as foreign

urlpatterns = [
    path("results/", views.result_table, name="result_table"),
    path("results/xlsx/", views.result_xlsx, name="result_xlsx"),
    path("results/heat/", views.result_heat, name="result_heat"),
    path("results/trend/", views.result_trend, name="result_trend"),
    path("results/doubles/", views.double_list, name="double_list"),
    path("results/comparison/", views.result_comparison, name="result_comparison"),
    path("results/comparison/xlsx/", views.result_comparison_xlsx, name="result_comparison_xlsx"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/", views.report_new, name="report_new"),
    path("", include("hoctap.reports.periodic.urls")),
    path("reports/<uuid:pk>/", views.report_detail, name="report_detail"),
    path("reports/foreign/", foreign.foreign_list, name="foreign_list"),
    path("reports/foreign/new/", foreign.foreign_new, name="foreign_new"),
    path("reports/foreign/<uuid:pk>/", foreign.foreign_detail, name="foreign_detail"),
    path("reports/foreign/<uuid:pk>/unmap/", foreign.foreign_unmap, name="foreign_unmap"),
    path("reports/foreign/<uuid:pk>/replace/", foreign.foreign_replace, name="foreign_replace"),
    path("reports/foreign/<uuid:pk>/drop/", foreign.foreign_drop, name="foreign_drop"),
    path("reports/foreign/<uuid:pk>/fill/", foreign.foreign_fill, name="foreign_fill"),
]
