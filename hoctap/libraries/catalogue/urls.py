from django.urls import URLPattern, path

from hoctap.libraries.catalogue import views
from hoctap.libraries.catalogue.importing import views as importing
from hoctap.libraries.catalogue.labels import views as labels
from hoctap.libraries.catalogue.stocktaking import views as stocktaking

_TITLE = "libraries/books/<uuid:pk>/"
_STOCKTAKE = "libraries/stocktakes/<uuid:pk>/"
_IMPORT = "libraries/imports/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("libraries/books/", views.catalogue_list, name="catalogue_list"),
    path("libraries/books/find/", views.title_find, name="title_find"),
    path("libraries/books/find/photo/", views.title_photo, name="title_photo"),
    path("libraries/books/new/", views.title_add, name="title_add"),
    path(_TITLE, views.title_detail, name="title_detail"),
    path(f"{_TITLE}edit/", views.title_edit, name="title_edit"),
    path(f"{_TITLE}copies/new/", views.copy_new, name="copy_new"),
    path(f"{_TITLE}withdraw/", views.copy_withdraw, name="copy_withdraw"),
    path("libraries/copies/<uuid:pk>/restore/", views.copy_restore, name="copy_restore"),
    path("libraries/books/export/", importing.catalogue_export, name="catalogue_export"),
    path("libraries/imports/new/", importing.catalogueimport_new, name="catalogueimport_new"),
    path("libraries/imports/sample/", importing.catalogueimport_sample, name="catalogueimport_sample"),
    path(_IMPORT, importing.catalogueimport_detail, name="catalogueimport_detail"),
    path(f"{_IMPORT}faults/", importing.catalogueimport_faults, name="catalogueimport_faults"),
    path(f"{_IMPORT}apply/", importing.catalogueimport_apply, name="catalogueimport_apply"),
    path(f"{_IMPORT}stop/", importing.catalogueimport_stop, name="catalogueimport_stop"),
    path(f"{_IMPORT}resume/", importing.catalogueimport_resume, name="catalogueimport_resume"),
    path(f"{_IMPORT}drop/", importing.catalogueimport_drop, name="catalogueimport_drop"),
    path("libraries/labels/", labels.label_sheet, name="label_sheet"),
    path("libraries/stocktakes/", stocktaking.stocktake_list, name="stocktake_list"),
    path("libraries/<uuid:pk>/stocktakes/open/", stocktaking.stocktake_open, name="stocktake_open"),
    path(_STOCKTAKE, stocktaking.stocktake_detail, name="stocktake_detail"),
    path(f"{_STOCKTAKE}scan/", stocktaking.stocktake_scan, name="stocktake_scan"),
    path(f"{_STOCKTAKE}close/", stocktaking.stocktake_close, name="stocktake_close"),
    path(f"{_STOCKTAKE}lose/", stocktaking.stocktake_lose, name="stocktake_lose"),
    path("libraries/acquisitions/", views.acquisition_list, name="acquisition_list"),
    path("libraries/<uuid:pk>/acquisitions/forget/", views.acquisition_forget, name="acquisition_forget"),
]
