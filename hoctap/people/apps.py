from functools import partial

from django.apps import AppConfig

from hoctap.core.registries import NavItem, nav_items


class PeopleConfig(AppConfig):
    name = "hoctap.people"

    def ready(self) -> None:
        from hoctap.measures.registry import counted_tables
        from hoctap.people import moving, stay_queries
        from hoctap.people.boundaries import REGISTER
        from hoctap.people.counters import HOUSEHOLDS
        from hoctap.people.models import NotAssessedReason
        from hoctap.people.queries import households_per_hamlet
        from hoctap.people.registry import household_sections
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.places.registry import (
            HamletColumn,
            ResidentsCarrier,
            figure_columns,
            group_texts,
            hamlet_columns,
            hamlet_links,
            residents_carriers,
        )

        counted_tables.register("households", HOUSEHOLDS)
        nav_items.register("people", NavItem("Sổ hộ", "household_list", "household.read", 30))
        hamlet_columns.register("households", HamletColumn("Số hộ trong sổ", households_per_hamlet))
        residents_carriers.register("households", ResidentsCarrier(moving.living_in, moving.carry_all))
        group_texts.register("households", moving.group_texts_of)
        for reason in NotAssessedReason:
            words = f"Chưa xét: {reason.label}"
            figure_columns.register(
                reason, HamletColumn(words, partial(stay_queries.not_assessed_count, reason))
            )
        hamlet_links.register("not_assessed", stay_queries.hamlet_links)
        household_sections.register("not_assessed", stay_queries.not_assessed_link)
        boundary_carriers.register("people", REGISTER)
