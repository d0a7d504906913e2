from django.urls import URLPattern, path

from hoctap.libraries.catalogue import views

_TITLE = "libraries/books/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("libraries/books/", views.catalogue_list, name="catalogue_list"),
    path("libraries/books/find/", views.title_find, name="title_find"),
    path("libraries/books/find/photo/", views.title_photo, name="title_photo"),
    path("libraries/books/new/", views.title_add, name="title_add"),
    path(_TITLE, views.title_detail, name="title_detail"),
    path(f"{_TITLE}edit/", views.title_edit, name="title_edit"),
    path(f"{_TITLE}copies/new/", views.copy_new, name="copy_new"),
    path(f"{_TITLE}withdraw/", views.copy_withdraw, name="copy_withdraw"),
    path("libraries/copies/<uuid:pk>/restore/", views.copy_restore, name="copy_restore"),
    path("libraries/acquisitions/", views.acquisition_list, name="acquisition_list"),
    path("libraries/acquisitions/forget/", views.giver_forget, name="giver_forget"),
]
