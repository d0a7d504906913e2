from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items


class RecognitionConfig(AppConfig):
    name = "hoctap.recognition"

    def ready(self) -> None:
        from hoctap.measures.registry import counted_tables, measures
        from hoctap.recognition.counters import DOSSIERS
        from hoctap.recognition.measures import RECOGNISED, RECOGNISED_OF_REGISTERED

        counted_tables.register("dossiers", DOSSIERS)
        for measure in (RECOGNISED, RECOGNISED_OF_REGISTERED):
            measures.register(measure.code, measure)
        append_only_tables.register("recognition_state_change", "recognition_state_change")
        nav_items.register("recognition", NavItem("Công nhận", "round_list", "dossier.read", 10))
