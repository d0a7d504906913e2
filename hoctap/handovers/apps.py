from django.apps import AppConfig

from hoctap.core.permissions import Permission
from hoctap.core.registries import work_providers


class HandoversConfig(AppConfig):
    name = "hoctap.handovers"

    def ready(self) -> None:
        from hoctap.accounts.handing import capacity_links
        from hoctap.handovers import queries
        from hoctap.papers.kinds import PaperKind, paper_kinds

        paper_kinds.register(
            "handover",
            PaperKind(
                "Biên bản bàn giao", "BB", False, False, Permission.PAPER_FILE, about_url=queries.about_url
            ),
        )
        capacity_links.register("handovers", queries.link_of)
        work_providers.register("handovers", queries.work_items)
