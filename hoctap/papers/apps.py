from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class PapersConfig(AppConfig):
    name = "hoctap.papers"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.papers.trail import PAPER

        subject_kinds.register("papers.paper", PAPER)
        from hoctap.papers.boundaries import PAPERS
        from hoctap.places.boundaries.registry import boundary_carriers

        append_only_tables.register("papers_paperversion", "papers_paperversion")
        nav_items.register("papers", NavItem("Văn bản", "paper_list", "paper.read", 60))
        boundary_carriers.register("papers", PAPERS)
