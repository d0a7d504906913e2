from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor


class MovementsConfig(AppConfig):
    name = "hoctap.movements"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.core.registries import (
            NavItem,
            append_only_tables,
            nav_items,
            retention_kinds,
            set_up_steps,
            work_providers,
        )
        from hoctap.measures.boards import board_sections
        from hoctap.movements import sections
        from hoctap.movements.boundaries import MOVEMENTS
        from hoctap.movements.storing import EVIDENCE, KEPT
        from hoctap.movements.trail import SUBJECTS
        from hoctap.movements.work import work_items
        from hoctap.places.boundaries.registry import boundary_carriers

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        nav_items.register(
            "movements",
            NavItem(
                "Phong trào",
                "year_calendar",
                "movement.read",
                26,
                over=lambda: ["movement_list"],
                gives_way=True,
            ),
        )
        for table in ("unitresult", "movementreview", "remindersent"):
            append_only_tables.register(f"movements_{table}", f"movements_{table}")
        boundary_carriers.register("movements", MOVEMENTS)
        file_uses.register("movements", EVIDENCE)
        retention_kinds.register("movements", KEPT)
        work_providers.register("movements", work_items)
        board_sections.register("movements", sections.movements)
        set_up_steps.register("movements", _load_days)


def _load_days(_commune: UUID, _year: int, _by: Actor) -> str:
    from hoctap.movements.days.storing import load_shipped_days

    made = load_shipped_days()
    return f"Lịch: nạp {made} ngày, tuần lễ" if made else ""
