from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items, work_providers


class PlansConfig(AppConfig):
    name = "hoctap.plans"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.plans.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.plans.boundaries import PLANS
        from hoctap.plans.indicator_list import register_all

        register_all()
        from hoctap.core.files import file_uses
        from hoctap.plans.storing import TASK_FILES
        from hoctap.plans.work import work_items

        file_uses.register("plans", TASK_FILES)

        work_providers.register("plans", work_items)
        from hoctap.papers.books.registry import recipient_groups
        from hoctap.plans.paper_groups import groups_of

        recipient_groups.register("plans", groups_of)
        from hoctap.papers.books.registry import incoming_targets
        from hoctap.plans.paper_groups import plans_of

        incoming_targets.register("plans", plans_of)

        for table in ("planversion", "taskentry", "taskreminder", "planfigure", "settlement"):
            append_only_tables.register(f"plans_{table}", f"plans_{table}")
        nav_items.register("plans", NavItem("Kế hoạch", "plan_list", "plan.read", 20))
        boundary_carriers.register("plans", PLANS)
