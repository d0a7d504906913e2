from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor
from hoctap.core.registries import NavItem, nav_items, set_up_steps


class CentresConfig(AppConfig):
    name = "hoctap.centres"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.trail import CENTRE

        subject_kinds.register("centres.centre", CENTRE)
        nav_items.register(
            "centres", NavItem("Trung tâm", "centre_list", "centre.read", 22, over=_pages_of_a_centre)
        )
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
