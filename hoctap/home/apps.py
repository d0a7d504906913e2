from django.apps import AppConfig

from hoctap.core.metrics import gauges
from hoctap.core.registries import NavItem, nav_items, work_providers


class HomeConfig(AppConfig):
    name = "hoctap.home"

    def ready(self) -> None:
        from hoctap.home.gauges import jobs, room

        gauges.register("jobs", jobs)
        gauges.register("room", room)
        from hoctap.home.backup_queries import work_items

        work_providers.register("backup", work_items)
        nav_items.register("backup", NavItem("Sao lưu", "backup_list", "backup.read", 95))
        nav_items.register("home", NavItem("Việc của tôi", "home", "", 0))
