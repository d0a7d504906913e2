from django.urls import path

from hoctap.criteria.drafting import views as editions
from hoctap.criteria.local_titles import views as titles
from hoctap.criteria.printed import views
from hoctap.criteria.trying import views as trials

urlpatterns = [
    path("criteria/editions/", editions.edition_list, name="edition_list"),
    path("criteria/editions/new/", editions.edition_new, name="edition_new"),
    path("criteria/editions/import/", editions.edition_import, name="edition_import"),
    path("criteria/editions/<uuid:pk>/", editions.edition_detail, name="edition_detail"),
    path("criteria/editions/<uuid:pk>/edit/", editions.edition_edit, name="edition_edit"),
    path("criteria/editions/<uuid:pk>/lines/", editions.edition_lines, name="edition_lines"),
    path("criteria/editions/<uuid:pk>/pages/", editions.edition_page_add, name="edition_page_add"),
    path("criteria/editions/<uuid:pk>/instrument/", editions.edition_instrument, name="edition_instrument"),
    path("criteria/editions/<uuid:pk>/workbook/", editions.edition_workbook, name="edition_workbook"),
    path("criteria/editions/<uuid:pk>/take/", editions.edition_take, name="edition_take"),
    path("criteria/editions/<uuid:pk>/drop/", editions.edition_drop, name="edition_drop"),
    path("criteria/editions/<uuid:pk>/compare/", editions.edition_compare, name="edition_compare"),
    path("criteria/editions/<uuid:pk>/trial/", trials.edition_trial, name="edition_trial"),
    path(
        "criteria/editions/<uuid:pk>/trial/<uuid:place>/<int:year>/", trials.edition_try, name="edition_try"
    ),
    path("criteria/trials/<uuid:pk>/stop/", trials.trialrun_stop, name="trialrun_stop"),
    path("criteria/trials/<uuid:pk>/resume/", trials.trialrun_resume, name="trialrun_resume"),
    path("criteria/editions/<uuid:pk>/publish/", editions.edition_publish, name="edition_publish"),
    path("criteria/editions/<uuid:pk>/end/", editions.edition_end, name="edition_end"),
    path("criteria/editions/page/<uuid:pk>/", editions.edition_page, name="edition_page"),
    path("criteria/editions/page/<uuid:pk>/drop/", editions.edition_page_drop, name="edition_page_drop"),
    path("criteria/titles/", titles.title_list, name="title_list"),
    path("criteria/titles/new/", titles.title_new, name="title_new"),
    path("criteria/labels/", views.label_list, name="label_list"),
    path("criteria/labels/new/<uuid:pk>/", views.label_new, name="label_new"),
    path("criteria/labels/page/<uuid:pk>/", views.label_page, name="label_page"),
]
