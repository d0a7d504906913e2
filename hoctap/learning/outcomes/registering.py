"""What vocational classes, technology transfer and workers add to the rest of the house."""


def register() -> None:
    from hoctap.audit.registry import subject_kinds
    from hoctap.centres.registry import CentrePage, centre_pages, centre_sections
    from hoctap.core.permissions import Permission
    from hoctap.core.registries import append_only_tables, work_providers
    from hoctap.learning.outcomes.queries import outcomes_of_person
    from hoctap.learning.outcomes.trail import SUBJECTS
    from hoctap.learning.outcomes.work import section, work_items
    from hoctap.learning.workers.figures import provider
    from hoctap.people.registry import person_exports
    from hoctap.plans.indicators import figure_providers

    for label, kind in SUBJECTS.items():
        subject_kinds.register(label, kind)
    centre_pages.register(
        "vocational",
        CentrePage(
            "Đào tạo nghề và kết quả",
            "vocational_list",
            Permission.CENTRE_READ,
            55,
            beside=("worker_figures", "course_list"),
        ),
    )
    centre_sections.register("vocational", section)
    work_providers.register("vocational", work_items)
    person_exports.register("outcomes", outcomes_of_person)
    for kind_of_worker in ("learning", "trained", "technology"):
        figure_providers.register(f"workers.{kind_of_worker}", provider(kind_of_worker))
    append_only_tables.register("learning_outcometally", "learning_outcometally")
