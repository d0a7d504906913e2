from django.apps import AppConfig

from hoctap.core.registries import retention_kinds, work_providers


class SurveysConfig(AppConfig):
    name = "hoctap.surveys"

    def ready(self) -> None:
        from hoctap.audit.registry import subject_kinds
        from hoctap.surveys.trail import SUBJECTS

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        from hoctap.centres.registry import CentrePage, centre_pages, centre_sections, requirements
        from hoctap.surveys.work import asked_in_year, centre_section, work_items

        centre_pages.register(
            "surveys",
            CentrePage(
                "Khảo sát nhu cầu",
                "campaign_list",
                "centre.read",
                20,
                "Hỏi dân muốn học gì, ít nhất mỗi năm một lần",
            ),
        )
        centre_pages.register(
            "needs",
            CentrePage(
                "Nhu cầu học tập", "need_list", "centre.read", 21, "Nhu cầu của năm, đã đáp ứng đến đâu"
            ),
        )
        centre_sections.register("surveys", centre_section)
        requirements.register("survey", asked_in_year)
        work_providers.register("surveys", work_items)
        from hoctap.plans.indicators import figure_providers
        from hoctap.surveys.needs.queries import surveys_done

        figure_providers.register("centre.surveys", surveys_done)
        from hoctap.people.registry import person_erasures, person_exports
        from hoctap.places.boundaries.registry import boundary_carriers
        from hoctap.surveys import keeping

        person_exports.register("surveys", keeping.wishes_of_person)
        person_erasures.register("surveys", keeping.forget_person)
        boundary_carriers.register("surveys", keeping.SURVEYS)
        retention_kinds.register("wishers", keeping.WISHERS)
        retention_kinds.register("survey_answers", keeping.ANSWERS)
