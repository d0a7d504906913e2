from django.apps import AppConfig


class LibrariesConfig(AppConfig):
    name = "hoctap.libraries"

    def ready(self) -> None:
        from hoctap.libraries.circulation.registering import register as register_circulation

        register_circulation()
