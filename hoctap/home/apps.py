from django.apps import AppConfig

from hoctap.core.metrics import gauges
from hoctap.core.registries import NavItem, nav_items


class HomeConfig(AppConfig):
    name = "hoctap.home"

    def ready(self) -> None:
        from hoctap.home.gauges import jobs, room

        gauges.register("jobs", jobs)
        gauges.register("room", room)
        nav_items.register("home", NavItem("Việc của tôi", "home", "", 0))
