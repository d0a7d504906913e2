from django.urls import path

from hoctap.recognition.complaints import views

urlpatterns = [
    path("recognition/decisions/<uuid:pk>/complaints/", views.complaint_list, name="complaint_list"),
    path("recognition/decisions/<uuid:pk>/complaints/new/", views.complaint_new, name="complaint_new"),
    path("recognition/complaints/<uuid:pk>/", views.complaint_detail, name="complaint_detail"),
]
