from uuid import UUID

from django.apps import AppConfig

from hoctap.core.actor import Actor
from hoctap.core.registries import NavItem, append_only_tables, nav_items, set_up_steps


class CriteriaConfig(AppConfig):
    name = "hoctap.criteria"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.core.files import file_uses
        from hoctap.criteria.drafting.storing import EDITION_FILES
        from hoctap.criteria.printed.storing import LABEL_FILES
        from hoctap.criteria.trail import EDITIONS, LABELS, TITLES, TRIALS

        set_up_steps.register("criteria", _load_editions)
        append_only_tables.register("criteria_printed_labels", "criteria_printed_labels")
        append_only_tables.register("criteria_edition_end", "criteria_edition_end")
        file_uses.register("criteria", LABEL_FILES)
        file_uses.register("criteria_editions", EDITION_FILES)
        subject_kinds.register("criteria.printedlabels", LABELS)
        subject_kinds.register("criteria.criteriaedition", EDITIONS)
        subject_kinds.register("criteria.learningtitle", TITLES)
        subject_kinds.register("criteria.trialrun", TRIALS)
        nav_items.register("editions", NavItem("Bộ tiêu chí", "edition_list", "edition.keep", 25, aside=True))


def _load_editions(place_id: UUID, year: int, by: Actor) -> str:
    from hoctap.criteria import actions

    loaded = actions.load_shipped_editions(by=by)
    return "; ".join(
        f"Bộ tiêu chí: {edition.name} ({edition.get_verification_display()})" for edition in loaded
    )
