from django.apps import AppConfig

from hoctap.core.metrics import gauges
from hoctap.core.registries import NavItem, nav_items, protection_facts, work_providers


class HomeConfig(AppConfig):
    name = "hoctap.home"

    def ready(self) -> None:
        from hoctap.home.gauges import jobs, room, safety

        gauges.register("jobs", jobs)
        gauges.register("room", room)
        gauges.register("safety", safety)
        from hoctap.home import facts
        from hoctap.home.backup_queries import work_items

        for name, fact in (
            ("backup", facts.backup),
            ("encryption", facts.encryption),
            ("antivirus", facts.antivirus),
        ):
            protection_facts.register(name, fact)
        work_providers.register("backup", work_items)
        nav_items.register("backup", NavItem("Sao lưu", "backup_list", "backup.read", 95, aside=True))
        nav_items.register("home", NavItem("Việc của tôi", "home", "", 0))
