"""What clubs, culture and sport add to the rest of the house."""


def register() -> None:
    from hoctap.audit.registry import subject_kinds
    from hoctap.centres.registry import CentrePage, centre_pages, centre_sections
    from hoctap.core.permissions import Permission
    from hoctap.core.registries import append_only_tables, retention_kinds, work_providers
    from hoctap.learning.clubs.boundaries import CLUBS, go_along
    from hoctap.learning.clubs.subjects import LEADERS, clubs_led, forget_leader
    from hoctap.learning.clubs.trail import SUBJECTS
    from hoctap.learning.clubs.work import section, work_items
    from hoctap.learning.regularity.figures import culture_demand, culture_institutions
    from hoctap.people.registry import person_erasures, person_exports
    from hoctap.places.boundaries.registry import boundary_carriers
    from hoctap.places.registry import merger_notes
    from hoctap.plans.indicators import figure_providers

    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    centre_pages.register(
        "clubs",
        CentrePage(
            "Câu lạc bộ, văn hóa, thể thao",
            "club_list",
            Permission.CENTRE_READ,
            50,
            beside=("culture_list", "culture_table", "institution_list", "regularity_list"),
        ),
    )
    centre_sections.register("clubs", section)
    work_providers.register("clubs", work_items)
    boundary_carriers.register("clubs", CLUBS)
    merger_notes.register("clubs", go_along)
    person_exports.register("clubs", clubs_led)
    person_erasures.register("clubs", forget_leader)
    retention_kinds.register("club_leaders", LEADERS)
    figure_providers.register("culture.active_institutions", culture_institutions)
    figure_providers.register("culture.demand_met", culture_demand)
    for table in ("learning_clubtally", "learning_regularitystandard"):
        append_only_tables.register(table, table)
