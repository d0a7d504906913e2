from django.apps import AppConfig


class LibrariesConfig(AppConfig):
    name = "hoctap.libraries"

    def ready(self) -> None:
        from hoctap.libraries.institutions.registering import register as register_institutions

        register_institutions()
