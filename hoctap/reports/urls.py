from django.urls import path

from hoctap.reports import views
from hoctap.reports.board import views as board

urlpatterns = [
    path("board/", board.board_detail, name="board_detail"),
    path("results/", views.result_table, name="result_table"),
    path("results/xlsx/", views.result_xlsx, name="result_xlsx"),
    path("results/heat/", views.result_heat, name="result_heat"),
    path("results/trend/", views.result_trend, name="result_trend"),
    path("results/doubles/", views.double_list, name="double_list"),
    path("results/comparison/", views.result_comparison, name="result_comparison"),
    path("results/comparison/xlsx/", views.result_comparison_xlsx, name="result_comparison_xlsx"),
    path("reports/", views.report_list, name="report_list"),
    path("reports/new/", views.report_new, name="report_new"),
    path("reports/<uuid:pk>/", views.report_detail, name="report_detail"),
]
