from django.apps import AppConfig

from hoctap.core.registries import NavItem, append_only_tables, nav_items, retention_kinds


class AssociationsConfig(AppConfig):
    name = "hoctap.associations"

    def ready(self) -> None:
        from hoctap.associations import figures, subjects
        from hoctap.associations.boundaries import ASSOCIATIONS
        from hoctap.associations.models import Member
        from hoctap.associations.trail import SUBJECTS
        from hoctap.audit.registry import subject_kinds
        from hoctap.people.registry import (
            PersonReference,
            merge_blockers,
            person_erasures,
            person_exports,
            refer,
        )
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.plans.indicators import figure_providers

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        nav_items.register(
            "associations", NavItem("Hội", "association_list", "association.read", 24, gives_way=True)
        )
        append_only_tables.register("associations_tally", "associations_tally")
        append_only_tables.register("associations_closing", "associations_closing")
        refer(PersonReference(Member, "person", sealed=("person",)))
        merge_blockers.register("associations", subjects.merge_reasons)
        person_exports.register("associations", subjects.membership_of_person)
        person_erasures.register("associations", subjects.forget_person)
        retention_kinds.register("left_members", subjects.LEFT_MEMBERS)
        boundary_carriers.register("associations", ASSOCIATIONS)
        figure_providers.register("association.briefed", figures.briefed)
        figure_providers.register("association.leads_centre", figures.leads_centre)
        figure_providers.register("association.active_members", figures.active_members)
