from django.urls import path

from hoctap.reading.mobile import views

urlpatterns = [
    path("reading/mobile/", views.mobile_list, name="mobile_list"),
    path("reading/mobile/new/", views.mobile_new, name="mobile_new"),
    path("reading/mobile/sheet/", views.mobile_sheet, name="mobile_sheet"),
    path("reading/mobile/<uuid:pk>/", views.mobile_detail, name="mobile_detail"),
    path("reading/mobile/<uuid:pk>/stops/new/", views.mobilestop_new, name="mobilestop_new"),
    path("reading/mobile/<uuid:pk>/photos/new/", views.mobilephoto_new, name="mobilephoto_new"),
    path("reading/mobile/photos/<uuid:pk>/", views.mobilephoto_file, name="mobilephoto_file"),
]
