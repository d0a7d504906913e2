from django.urls import path

from hoctap.reading.culture import views

urlpatterns = [
    path("reading/culture/", views.readingculture_list, name="readingculture_list"),
    path("reading/culture/new/", views.readingculture_new, name="readingculture_new"),
    path("reading/culture/<uuid:pk>/", views.readingculture_detail, name="readingculture_detail"),
    path("reading/requests/", views.bookrequest_list, name="bookrequest_list"),
    path("reading/requests/new/", views.bookrequest_new, name="bookrequest_new"),
    path("reading/requests/<uuid:pk>/", views.bookrequest_answer, name="bookrequest_answer"),
]
