from django.urls import include, path

from hoctap.reports import views
from hoctap.reports.board import views as board
from hoctap.reports.foreign import views as foreign
from hoctap.reports.tables import export_views as exports
from hoctap.reports.tables import list_views as lists
from hoctap.reports.tables import public_views as public
from hoctap.reports.tables import views as tables

urlpatterns = [
    path("board/", board.board_detail, name="board_detail"),
    path("results/", views.result_table, name="result_table"),
    path("results/xlsx/", views.result_xlsx, name="result_xlsx"),
    path("results/heat/", views.result_heat, name="result_heat"),
    path("results/trend/", views.result_trend, name="result_trend"),
    path("results/doubles/", views.double_list, name="double_list"),
    path("results/comparison/", views.result_comparison, name="result_comparison"),
    path("results/comparison/xlsx/", views.result_comparison_xlsx, name="result_comparison_xlsx"),
    path("results/csv/", exports.result_csv, name="result_csv"),
    path("results/heat/csv/", exports.result_heat_csv, name="result_heat_csv"),
    path("results/heat/xlsx/", exports.result_heat_xlsx, name="result_heat_xlsx"),
    path("results/trend/csv/", exports.result_trend_csv, name="result_trend_csv"),
    path("results/trend/xlsx/", exports.result_trend_xlsx, name="result_trend_xlsx"),
    path("results/tables/csv/", exports.adhoc_csv, name="adhoc_csv"),
    path("results/tables/xlsx/", exports.adhoc_xlsx, name="adhoc_xlsx"),
    path("results/tables/", tables.adhoc_table, name="adhoc_table"),
    path("results/lists/", lists.tableexport_list, name="tableexport_list"),
    path("results/lists/new/", lists.tableexport_new, name="tableexport_new"),
    path("results/lists/table/", lists.tableexport_table, name="tableexport_table"),
    path("results/lists/csv/", lists.tableexport_csv, name="tableexport_csv"),
    path("results/lists/<uuid:pk>/", lists.tableexport_detail, name="tableexport_detail"),
    path("results/lists/<uuid:pk>/file/", lists.tableexport_file, name="tableexport_file"),
    path("results/lists/<uuid:pk>/stop/", lists.tableexport_stop, name="tableexport_stop"),
    path("results/lists/<uuid:pk>/resume/", lists.tableexport_resume, name="tableexport_resume"),
    path("results/tables/saved/", tables.savedtable_list, name="savedtable_list"),
    path("results/tables/saved/new/", tables.savedtable_new, name="savedtable_new"),
    path("results/tables/saved/<uuid:pk>/", tables.savedtable_detail, name="savedtable_detail"),
    path("results/tables/saved/<uuid:pk>/drop/", tables.savedtable_drop, name="savedtable_drop"),
    path("results/public/", public.public_setting, name="public_setting"),
    path("results/public/<uuid:pk>/open/", public.public_open, name="public_open"),
    path("results/public/<uuid:pk>/close/", public.public_close, name="public_close"),
    path("results/public/<uuid:pk>/tell/", public.public_tell, name="public_tell"),
    path("public/results/", public.public_list, name="public_list"),
    path("public/results/<uuid:pk>/", public.public_detail, name="public_detail"),
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
