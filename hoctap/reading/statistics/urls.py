from django.urls import path

from hoctap.reading.statistics import views

urlpatterns = [
    path("reading/statistics/", views.statistics_detail, name="statistics_detail"),
    path("reading/statistics/xlsx/", views.statistics_xlsx, name="statistics_xlsx"),
]
