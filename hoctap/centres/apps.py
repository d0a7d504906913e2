from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor
from hoctap.core.registries import NavItem, nav_items, set_up_steps


class CentresConfig(AppConfig):
    name = "hoctap.centres"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import CentrePage, centre_pages
        from hoctap.centres.trail import CENTRE, TOPIC

        subject_kinds.register("centres.centre", CENTRE)
        subject_kinds.register("centres.topic", TOPIC)
        centre_pages.register("topics", CentrePage("Chuyên đề", "topic_list", "centre.read", 80))
        nav_items.register("centres", NavItem("Trung tâm", "centre_list", "centre.read", 22))
        set_up_steps.register("centres", _load_topics)


def _load_topics(_commune: UUID, _year: int, _by: Actor) -> str:
    from hoctap.centres.storing import load_shipped_topics

    made = load_shipped_topics()
    return f"Chuyên đề: nạp {made} mục" if made else ""
