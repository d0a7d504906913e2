from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "hoctap.partners"
