from django.apps import AppConfig


class ReadingConfig(AppConfig):
    name = "hoctap.reading"

    def ready(self) -> None:
        from hoctap.reading.registering import register

        register()
