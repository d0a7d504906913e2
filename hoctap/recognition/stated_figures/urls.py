from django.urls import path

from hoctap.recognition.stated_figures import views

urlpatterns = [
    path("recognition/stated/", views.statedfigure_list, name="statedfigure_list"),
    path("recognition/stated/<uuid:pk>/new/", views.statedfigure_new, name="statedfigure_new"),
    path("recognition/stated/<uuid:pk>/withdraw/", views.statedfigure_withdraw, name="statedfigure_withdraw"),
]
