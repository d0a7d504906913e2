from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor
from hoctap.core.registries import NavItem, nav_items, set_up_steps


class CentresConfig(AppConfig):
    name = "hoctap.centres"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, PageGroup, centre_pages
        from hoctap.centres.trail import SUBJECTS
        from hoctap.core.registries import append_only_tables

        nav_items.register(
            "centres", NavItem("Trung tâm", "centre_list", "centre.read", 22, over=_pages_of_a_centre)
        )
        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        for table in (
            *("staffquota", "centrefact", "regulation", "guidanceread"),
            *("centremerger", "mergedcentre", "centrestanding"),
        ):
            append_only_tables.register(f"centres_{table}", f"centres_{table}")
        centre_pages.register(
            "board", CentrePage("Ban giám đốc", "seat_list", "centre.read", 10, group=PageGroup.PEOPLE)
        )
        centre_pages.register(
            "speakers", CentrePage("Báo cáo viên", "speaker_list", "centre.read", 12, group=PageGroup.PEOPLE)
        )
        centre_pages.register(
            "teachers",
            CentrePage("Xin giáo viên", "teacherrequest_list", "centre.read", 14, group=PageGroup.PEOPLE),
        )
        centre_pages.register(
            "guidance", CentrePage("Hướng dẫn", "guidance_list", "centre.read", 18, group=PageGroup.FILE)
        )
        centre_pages.register(
            "books", CentrePage("Sổ sách", "centrebook_list", "centre.read", 90, group=PageGroup.FILE)
        )
        centre_pages.register(
            "compliance",
            CentrePage("Đối chiếu yêu cầu", "compliance_list", "centre.read", 95, group=PageGroup.FILE),
        )
        centre_pages.register(
            "training", CentrePage("Bồi dưỡng", "training_list", "centre.read", 16, group=PageGroup.PEOPLE)
        )
        from hoctap.centres.subjects import REFERENCES, file_of_person, forget_person
        from hoctap.people.registry import person_erasures, person_exports, refer, what_stays

        refer(*REFERENCES)
        person_exports.register("centres", file_of_person)
        person_erasures.register("centres", forget_person)
        what_stays.register(
            "centres",
            "Ở trung tâm học tập cộng đồng: vai trò, số quyết định, nhiệm kỳ, số buổi đã dạy; không còn họ tên, điện thoại.",
        )
        centre_pages.register(
            "topics", CentrePage("Chuyên đề", "topic_list", "centre.read", 80, group=PageGroup.FILE)
        )
        from hoctap.centres.board import contents, links
        from hoctap.centres.books.own import OWN as BOOKS
        from hoctap.centres.boundaries import CENTRES
        from hoctap.centres.compliance.own import OWN as ANSWERS
        from hoctap.centres.merging import carrying
        from hoctap.centres.registry import centre_books, centre_carriers, centre_sections, requirements
        from hoctap.centres.retention import RETENTION
        from hoctap.centres.sections import file_section
        from hoctap.centres.storing import COPIES
        from hoctap.centres.work import work_items
        from hoctap.core.files import file_uses
        from hoctap.core.permissions import Permission
        from hoctap.core.registries import retention_kinds, work_providers
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.places.boundaries.registry import boundary_carriers

        boundary_carriers.register("centres", CENTRES)
        paper_kinds.register(
            contents.MINUTES,
            PaperKind(
                "Biên bản họp Ban giám đốc trung tâm",
                "BB",
                True,
                False,
                Permission.PAPER_FILE,
                about_url=links.about_url,
                lay_out_again=links.lay_out_again,
                note_read=links.note_paper,
            ),
        )
        for code, reader in ANSWERS.items():
            requirements.register(code, reader)
        for code, book in BOOKS.items():
            centre_books.register(code, book)
        centre_carriers.register("venues", carrying.VENUES)
        centre_carriers.register("speakers", carrying.SPEAKERS)
        centre_carriers.register("requests", carrying.REQUESTS)
        centre_sections.register("file", file_section)
        file_uses.register("centres", COPIES)
        work_providers.register("centres", work_items)
        for name, held in RETENTION.items():
            retention_kinds.register(name, held)
        set_up_steps.register("centres", _load_topics)
        from hoctap.centres.facilities.joining import register_all as register_facilities

        register_facilities()


def _pages_of_a_centre() -> list[str]:
    from hoctap.centres.registry import centre_pages

    return [page.url_name for page in centre_pages]


def _load_topics(_commune: UUID, _year: int, _by: Actor) -> str:
    from hoctap.centres.storing import load_shipped_topics

    made = load_shipped_topics()
    return f"Chuyên đề: nạp {made} mục" if made else ""
