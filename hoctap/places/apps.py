from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "hoctap.places"
