"""What a roll-call tells the apps below; called when `learning` is ready."""

from hoctap.audit.registry import subject_kinds
from hoctap.centres.registry import CentrePage, centre_pages
from hoctap.core.files import file_uses
from hoctap.core.permissions import Permission
from hoctap.core.registries import retention_kinds
from hoctap.evidence.registry import record_kinds
from hoctap.learning.attendance import boundaries, contents, digital, queries, records, retention, subjects
from hoctap.learning.attendance.storing import SIGNED_LIST_FILES
from hoctap.learning.attendance.trail import SUBJECTS
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
from hoctap.plans.indicators import figure_providers


def register() -> None:
    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    centre_pages.register(
        "attendance",
        CentrePage("Điểm danh", "session_list", Permission.ATTENDANCE_TAKE, 40, "Ghi ai dự, in danh sách"),
    )
    record_kinds.register(records.CODE, records.ATTENDANCES)
    file_uses.register("signed_lists", SIGNED_LIST_FILES)
    person_sections.register("attendance", subjects.attendance_link)
    person_exports.register("attendance", subjects.attendance_of_person)
    person_erasures.register("attendance", subjects.forget_person)
    person_files.register("attendance", subjects.signed_lists_of)
    what_stays.register("attendance", subjects.STAYS)
    refer(*subjects.REFERENCES)
    figure_providers.register(digital.CODE, digital.digital_learners)
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
