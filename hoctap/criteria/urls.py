from django.urls import path

from hoctap.criteria.printed import views

urlpatterns = [
    path("criteria/labels/", views.label_list, name="label_list"),
    path("criteria/labels/new/<uuid:pk>/", views.label_new, name="label_new"),
    path("criteria/labels/page/<uuid:pk>/", views.label_page, name="label_page"),
]
