from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "hoctap.learning"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.learning.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)

        from hoctap.learning.clubs import registering as clubs

        clubs.register()
