from django.urls import path

from hoctap.recognition.results import views

urlpatterns = [
    path("recognition/rounds/<uuid:pk>/results/", views.result_list, name="result_list"),
    path("recognition/dossiers/<uuid:pk>/result/", views.result_new, name="result_new"),
    path("recognition/results/<uuid:pk>/choose/", views.result_choose, name="result_choose"),
    path("recognition/results/<uuid:pk>/take-back/", views.result_take_back, name="result_take_back"),
]
