"""What everybody may read; the project puts the same below /en/."""

from django.urls import URLPattern, path

from hoctap.portal.books import views as books
from hoctap.portal.classes import views as classes
from hoctap.portal.codes import views as codes
from hoctap.portal.doors import views as doors
from hoctap.portal.honours import views as honours
from hoctap.portal.requests import views as requests

_DOOR = "c/<str:door>/"
_CLASS = f"{_DOOR}classes/<uuid:pk>/"
_BOOK = f"{_DOOR}books/<uuid:pk>/"

urlpatterns: list[URLPattern] = [
    path("c/", doors.door_list, name="door_list"),
    path(_DOOR, doors.door_detail, name="door_detail"),
    path(f"{_DOOR}classes/", classes.door_classes, name="door_classes"),
    path(f"{_DOOR}classes.ics", classes.door_classes_ics, name="door_classes_ics"),
    path(f"{_DOOR}classes.rss", classes.door_classes_rss, name="door_classes_rss"),
    path(_CLASS, classes.door_class, name="door_class"),
    path(f"{_CLASS}signup/", classes.door_signup, name="door_signup"),
    path(f"{_DOOR}books/", books.door_books, name="door_books"),
    path(_BOOK, books.door_book, name="door_book"),
    path(f"{_BOOK}hold/", books.door_hold, name="door_hold"),
    path(f"{_DOOR}honours/", honours.door_honours, name="door_honours"),
    path(f"{_DOOR}my-data/", requests.door_request, name="door_request"),
    path(f"{_DOOR}code/", codes.door_code, name="door_code"),
    path(f"{_DOOR}code/cancel/", codes.door_code_cancel, name="door_code_cancel"),
    path(f"{_DOOR}data/", books.door_data, name="door_data"),
    path(f"{_DOOR}data/titles.csv", books.door_catalogue_csv, name="door_catalogue_csv"),
    path(f"{_DOOR}data/classes.csv", books.door_classes_csv, name="door_classes_csv"),
]
