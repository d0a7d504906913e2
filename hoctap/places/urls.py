from django.urls import URLPattern, path

from hoctap.places.boundaries import views as boundaries
from hoctap.places.outlines import views as outlines
from hoctap.places.views import country, figures, groups, hamlets, organisations

urlpatterns: list[URLPattern] = [
    path("places/", country.place_list, name="place_list"),
    path("places/<uuid:pk>/", country.place_detail, name="place_detail"),
    path("places/outlines/", outlines.outline_list, name="outline_list"),
    path("places/<uuid:pk>/outlines/drop/", outlines.outline_drop, name="outline_drop"),
    path("hamlets/", hamlets.hamlet_list, name="hamlet_list"),
    path("hamlets/merge/", hamlets.hamlet_merge, name="hamlet_merge"),
    path("hamlets/mapping/", hamlets.hamlet_mapping, name="hamlet_mapping"),
    path("hamlets/mapping/xlsx/", hamlets.hamlet_mapping_xlsx, name="hamlet_mapping_xlsx"),
    path("hamlets/joinings/<uuid:pk>/", hamlets.hamlet_joining, name="hamlet_joining"),
    path("hamlets/figures/", figures.figure_table, name="figure_table"),
    path("hamlets/figures/new/", figures.figure_new, name="figure_new"),
    path("hamlets/<uuid:pk>/", hamlets.hamlet_rename, name="hamlet_rename"),
    path("hamlets/<uuid:pk>/divide/", hamlets.hamlet_divide, name="hamlet_divide"),
    path("hamlets/<uuid:pk>/end/", hamlets.hamlet_end, name="hamlet_end"),
    path("hamlets/<uuid:pk>/map/", hamlets.hamlet_map, name="hamlet_map"),
    path("hamlets/<uuid:pk>/groups/", groups.group_list, name="group_list"),
    path("groups/<uuid:pk>/", groups.group_rename, name="group_rename"),
    path("groups/<uuid:pk>/end/", groups.group_end, name="group_end"),
    path("organisations/", organisations.organisation_list, name="organisation_list"),
    path("organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("organisations/<uuid:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<uuid:pk>/names/", organisations.organisation_names, name="organisation_names"),
    path("organisations/<uuid:pk>/end/", organisations.organisation_end, name="organisation_end"),
    path(
        "organisations/names/<uuid:pk>/drop/",
        organisations.organisation_name_drop,
        name="organisation_name_drop",
    ),
    path("boundaries/", boundaries.boundary_list, name="boundary_list"),
    path("boundaries/new/", boundaries.boundary_new, name="boundary_new"),
    path("boundaries/rename/", boundaries.boundary_rename, name="boundary_rename"),
    path("boundaries/end/", boundaries.boundary_end, name="boundary_end"),
    path("boundaries/<uuid:pk>/", boundaries.boundary_detail, name="boundary_detail"),
    path("boundaries/<uuid:pk>/add/", boundaries.boundary_add, name="boundary_add"),
    path("boundaries/<uuid:pk>/assign/", boundaries.boundary_assign, name="boundary_assign"),
    path("boundaries/<uuid:pk>/apply/", boundaries.boundary_apply, name="boundary_apply"),
    path("boundaries/<uuid:pk>/undo/", boundaries.boundary_undo, name="boundary_undo"),
    path("boundaries/<uuid:pk>/drop/", boundaries.boundary_drop, name="boundary_drop"),
]
