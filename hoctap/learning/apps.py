from django.apps import AppConfig

from hoctap.core.registries import retention_kinds
from hoctap.core.permissions import Permission


class LearningConfig(AppConfig):
    name = "hoctap.learning"

    def ready(self) -> None:
        from hoctap.accounts.duties.registry import duty_rules
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, centre_pages, centre_sections
        from hoctap.core.files import file_uses
        from hoctap.core.registries import work_providers
        from hoctap.learning import sections, work
        from hoctap.learning.boundaries import LEARNING
        from hoctap.learning.figures import PROVIDERS
        from hoctap.learning.programmes import duties, links
        from hoctap.learning.storing import ACTIVITY_FILES
        from hoctap.learning.trail import SUBJECTS
        from hoctap.measures.boards import board_sections
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.plans.indicators import figure_providers

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        self._attendance()

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
        for rule in duties.RULES:
            duty_rules.register(rule.code, rule)
        for code, provider in PROVIDERS.items():
            figure_providers.register(code, provider)
        read = Permission.CENTRE_READ.value
        centre_pages.register("programmes", CentrePage("Chương trình năm", "programme_list", read, 20))
            "activities", CentrePage("Lớp, chuyên đề, hoạt động", "activity_list", read, 25)
            "difficult_hamlets", CentrePage("Ấp, khóm khó khăn", "difficulthamlet_list", read, 70)
        centre_sections.register("learning", sections.of_centre)
        board_sections.register("centres", sections.on_board)
        work_providers.register("learning", work.work_items)
        file_uses.register("activities", ACTIVITY_FILES)
        boundary_carriers.register("learning", LEARNING)
            "centre_programme",
                "Kế hoạch hoạt động năm của trung tâm",
                "KH",
                about_url=links.about_url,
                lay_out_again=links.lay_out_again,
            ),
        )
