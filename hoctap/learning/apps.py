from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "hoctap.learning"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.learning import registering
        from hoctap.learning.attendance import registering as attendance
        from hoctap.learning.clubs import registering as clubs
        from hoctap.learning.outcomes import registering as outcomes
        from hoctap.learning.ties import tie_to_the_file
        from hoctap.learning.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        for part in (registering, attendance, clubs, outcomes):
            part.register()
        tie_to_the_file()
