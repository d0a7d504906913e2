from django.apps import AppConfig


class LibrariesConfig(AppConfig):
    name = "hoctap.libraries"

    def ready(self) -> None:
        from hoctap.libraries.catalogue.registering import register as register_catalogue
        from hoctap.libraries.circulation.registering import register as register_circulation
        from hoctap.libraries.institutions.registering import register as register_institutions

        register_institutions()
        register_catalogue()
        register_circulation()
