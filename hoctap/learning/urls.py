from django.urls import URLPattern

from hoctap.learning.clubs.urls import urlpatterns as clubs

urlpatterns: list[URLPattern] = [*clubs]
