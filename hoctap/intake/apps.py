from django.apps import AppConfig

from hoctap.core.registries import work_providers


class IntakeConfig(AppConfig):
    name = "hoctap.intake"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.intake import work
        from hoctap.intake.queries import document_url
        from hoctap.intake.storing import READING_FILES
        from hoctap.intake.trail import SUBJECTS
        from hoctap.plans.registry import WayIn, documents, ways_in

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        file_uses.register("intake", READING_FILES)
        work_providers.register("intake", work.work_items)
        documents.register("intake", document_url)
        ways_in.register("intake", WayIn("Đọc từ văn bản", "reading_list"))
