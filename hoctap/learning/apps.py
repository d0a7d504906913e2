from django.apps import AppConfig

from hoctap.core.registries import retention_kinds


class LearningConfig(AppConfig):
    name = "hoctap.learning"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.learning.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        self._attendance()

        from hoctap.learning.clubs import registering as clubs
        from hoctap.learning.outcomes import registering as outcomes

        clubs.register()
        outcomes.register()

    def _attendance(self) -> None:
        from hoctap.centres.registry import CentrePage, centre_pages
        from hoctap.core.files import file_uses
        from hoctap.core.permissions import Permission
        from hoctap.evidence.registry import record_kinds
        from hoctap.learning.attendance import boundaries, contents, queries, records, retention, subjects
        from hoctap.learning.attendance.storing import SIGNED_LIST_FILES
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.people.registry import (
            person_erasures,
            person_exports,
            person_files,
            person_sections,
            refer,
            what_stays,
        )
        from hoctap.places.boundaries.registry import boundary_carriers

        centre_pages.register(
            "attendance",
            CentrePage(
                "Điểm danh", "session_list", Permission.ATTENDANCE_TAKE, 40, "Ghi ai dự, in danh sách"
            ),
        )
        record_kinds.register(records.CODE, records.ATTENDANCES)
        file_uses.register("signed_lists", SIGNED_LIST_FILES)
        person_sections.register("attendance", subjects.attendance_link)
        person_exports.register("attendance", subjects.attendance_of_person)
        person_erasures.register("attendance", subjects.forget_person)
        person_files.register("attendance", subjects.signed_lists_of)
        what_stays.register("attendance", subjects.STAYS)
        refer(*subjects.REFERENCES)
        boundary_carriers.register("attendance", boundaries.ATTENDANCE)
        retention_kinds.register("attendance_names", retention.NAMES)
        paper_kinds.register(
            contents.LIST,
            PaperKind(
                "Danh sách ký nhận buổi học",
                "",
                False,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
                note_read=queries.note_paper,
            ),
        )
        paper_kinds.register(
            contents.MINUTES,
            PaperKind(
                "Biên bản buổi học",
                "BB",
                True,
                False,
                Permission.PAPER_FILE,
                about_url=queries.about_url,
                lay_out_again=queries.minutes_laid_out_again,
            ),
        )
