from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "hoctap.learning"

    def ready(self) -> None:
        from hoctap.learning.ties import tie_to_the_file

        tie_to_the_file()
