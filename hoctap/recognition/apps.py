from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class RecognitionConfig(AppConfig):
    name = "hoctap.recognition"

    def ready(self) -> None:
        append_only_tables.register("recognition_state_change", "recognition_state_change")
        nav_items.register("recognition", NavItem("Công nhận", "round_list", "dossier.read", 10))
