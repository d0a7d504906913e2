from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "hoctap.materials"

    def ready(self) -> None:
        from hoctap.accounts.duties.registry import duty_rules
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, PageGroup, centre_pages, centre_sections
        from hoctap.core.files import file_uses
        from hoctap.core.permissions import Permission
        from hoctap.core.registries import open_pages, retention_kinds, work_providers
        from hoctap.evidence.registry import record_kinds
        from hoctap.learning.registry import fed_providers
        from hoctap.materials import duties, retention, subjects
        from hoctap.materials.boundaries import MATERIALS
        from hoctap.materials.handouts import records
        from hoctap.materials.queries import copies_handed_out
        from hoctap.materials.storing import COPIES
        from hoctap.materials.trail import SUBJECTS
        from hoctap.materials.work import centre_section, fed_by_activity, work_items
        from hoctap.people.registry import person_erasures, person_exports, refer, what_stays
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.reading.registry import handed_out

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        for rule in duties.RULES:
            duty_rules.register(rule.code, rule)
        boundary_carriers.register("materials", MATERIALS)
        file_uses.register("materials", COPIES)
        work_providers.register("materials", work_items)
        fed_providers.register("materials", fed_by_activity)
        centre_sections.register("materials", centre_section)
        centre_pages.register(
            "materials",
            CentrePage(
                "Học liệu",
                "material_list",
                Permission.LIBRARY_READ,
                60,
                "soạn, thẩm định, công bố, bản in đã phát",
                group=PageGroup.FILE,
                beside=("handout_list",),
            ),
        )
        retention_kinds.register("material_contributors", retention.CONTRIBUTORS)
        retention_kinds.register("materials", retention.PUBLISHED)
        refer(*subjects.REFERENCES)
        person_exports.register("materials", subjects.contributions_of_person)
        person_erasures.register("materials", subjects.forget_person)
        what_stays.register("materials", subjects.STAYS)
        open_pages.register("materials", _open_list)
        handed_out.register("materials", copies_handed_out)
        record_kinds.register(records.CODE, records.HANDOUTS)


def _open_list() -> tuple[str, str] | None:
    from django.urls import reverse

    from hoctap.materials.queries import is_anything_public

    return ("Học liệu mở", reverse("openmaterial_list")) if is_anything_public() else None
