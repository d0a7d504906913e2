from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items, open_pages, retention_kinds, work_providers


class PortalConfig(AppConfig):
    name = "hoctap.portal"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, centre_pages
        from hoctap.people.registry import person_erasures, person_exports
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.portal import keeping, sections, work
        from hoctap.portal.registry import door_sections
        from hoctap.portal.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        nav_items.register("portal", NavItem("Cổng thông tin", "door_setting", "portal.keep", 70, aside=True))
        open_pages.register("portal", work.door_link)
        work_providers.register("portal", work.work_items)
        centre_pages.register(
            "sign_ups",
            CentrePage(
                "Đăng ký qua cổng",
                "classdoor_list",
                "attendance.take",
                42,
                "Ai đăng ký lớp, còn bao nhiêu chỗ",
            ),
        )
        person_exports.register("portal", keeping.left_by_person)
        person_erasures.register("portal", keeping.forget_person)
        boundary_carriers.register("portal", keeping.PORTAL)
        door_sections.register("materials", sections.newest_materials)
        for name, held in keeping.RETENTION.items():
            retention_kinds.register(name, held)
