from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class PapersConfig(AppConfig):
    name = "hoctap.papers"

    def ready(self) -> None:
        append_only_tables.register("papers_paperversion", "papers_paperversion")
        nav_items.register("papers", NavItem("Văn bản", "paper_list", "paper.read", 60))
