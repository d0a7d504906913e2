from django.urls import path

from hoctap.recognition.result_lists import views

_ONE = "recognition/result-lists/<uuid:pk>/"

urlpatterns = [
    path("recognition/rounds/<uuid:pk>/results/import/", views.resultlist_new, name="resultlist_new"),
    path(_ONE, views.resultlist_detail, name="resultlist_detail"),
    path(f"{_ONE}mapping/", views.resultlist_mapping, name="resultlist_mapping"),
    path(f"{_ONE}apply/", views.resultlist_apply, name="resultlist_apply"),
    path(f"{_ONE}match/", views.resultlist_match, name="resultlist_match"),
    path(f"{_ONE}answer/", views.resultlist_answer, name="resultlist_answer"),
    path(f"{_ONE}drop/", views.resultlist_drop, name="resultlist_drop"),
    path(f"{_ONE}faulty/", views.resultlist_faulty, name="resultlist_faulty"),
]
