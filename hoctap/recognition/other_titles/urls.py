from django.urls import path

from hoctap.recognition.other_titles import views

urlpatterns = [
    path("recognition/other/", views.otherlist_list, name="otherlist_list"),
    path("recognition/other/beside/", views.beside_list, name="beside_list"),
    path("recognition/other/beside/xlsx/", views.beside_xlsx, name="beside_xlsx"),
    path("recognition/other/<uuid:pk>/", views.otherlist_detail, name="otherlist_detail"),
    path("recognition/other/<uuid:pk>/withdraw/", views.otherlist_withdraw, name="otherlist_withdraw"),
    path("recognition/other/<uuid:pk>/new/<slug:kind>/", views.otherlist_new, name="otherlist_new"),
]
