from django.apps import AppConfig

from hoctap.core.registries import append_only_tables, retention_kinds, work_providers


class SchoolingConfig(AppConfig):
    name = "hoctap.schooling"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, PageGroup, centre_pages
        from hoctap.people.registry import person_erasures, person_exports
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.plans.indicators import figure_providers
        from hoctap.schooling import figures, subjects, work
        from hoctap.schooling.boundaries import SCHOOLING
        from hoctap.schooling.models import Aim
        from hoctap.schooling.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        centre_pages.register(
            "schooling",
            CentrePage("Phổ cập, xóa mù chữ", "schooling_list", "schooling.read", 80, group=PageGroup.HOUSE),
        )
        for table in ("schooling_level", "schooling_enrolment", "schooling_relapse"):
            append_only_tables.register(table, table)
        person_exports.register("schooling", subjects.visits_to_person)
        person_erasures.register("schooling", subjects.forget_person)
        retention_kinds.register("closed_pupils", subjects.CLOSED_PUPILS)
        boundary_carriers.register("schooling", SCHOOLING)
        work_providers.register("schooling", work.work_items)
        figure_providers.register("school.children_enrolled", figures.children_enrolled)
        figure_providers.register("literacy.relapses", figures.relapses)
        for aim in (Aim.KINDERGARTEN, Aim.PRIMARY, Aim.LOWER_SECONDARY):
            figure_providers.register(f"universalisation.{aim.value}", figures.recognised(aim))
