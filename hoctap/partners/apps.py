from django.apps import AppConfig

from hoctap.core.permissions import Permission


class PartnersConfig(AppConfig):
    name = "hoctap.partners"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, PageGroup, centre_pages, centre_sections
        from hoctap.core.files import file_uses
        from hoctap.partners.boundaries import PARTNERS
        from hoctap.partners.queries import centre_section
        from hoctap.partners.storing import COPIES
        from hoctap.partners.trail import SUBJECTS
        from hoctap.places.boundaries.registry import boundary_carriers

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        boundary_carriers.register("partners", PARTNERS)
        file_uses.register("partners", COPIES)
        centre_pages.register(
            "partners",
            CentrePage(
                "Đối tác",
                "partner_list",
                Permission.CENTRE_READ,
                70,
                "chương trình phối hợp, cam kết",
                group=PageGroup.PEOPLE,
            ),
        )
        centre_sections.register("partners", centre_section)
