from django.apps import AppConfig

from hoctap.core.permissions import Permission
from hoctap.core.registries import NavItem, append_only_tables, nav_items, work_providers


class AssessmentsConfig(AppConfig):
    name = "hoctap.assessments"

    def ready(self) -> None:
        from hoctap.accounts.handing import handover_items
        from hoctap.assessments import actions, evidence_uses, handing, history, queries, work
        from hoctap.assessments.case_files import CASE, FILE
        from hoctap.assessments.measures import MEASURES, file_subjects
        from hoctap.assessments.ranking import handing as ranking_handing
        from hoctap.assessments.ranking import queries as rankings
        from hoctap.assessments.ranking import subjects
        from hoctap.assessments.ranking.actions import ranking_decision_took_effect
        from hoctap.assessments.ranking.compliance import self_assessed
        from hoctap.assessments.ranking.facts import OWN_SECTION
        from hoctap.assessments.ranking.merging import RANKINGS
        from hoctap.assessments.storing import OUTSIDE_COPIES, RANKING_COPIES
        from hoctap.assessments.trail import SUBJECTS
        from hoctap.assessments.trying import FILES
        from hoctap.audit.registry import subject_kinds
        from hoctap.centres.registry import (
            CentrePage,
            PageGroup,
            centre_carriers,
            centre_pages,
            centre_sections,
            requirements,
        )
        from hoctap.core.files import file_uses
        from hoctap.criteria.registry import trials
        from hoctap.evidence.registry import evidence_uses as evidence_registry
        from hoctap.evidence.registry import record_kinds, withdrawal_blockers
        from hoctap.measures.registry import measures
        from hoctap.papers.casefiles.registry import case_kinds
        from hoctap.papers.kinds import PaperKind, paper_kinds
        from hoctap.people.registry import (
            household_sections,
            person_erasures,
            person_exports,
            refer,
            what_stays,
        )
        from hoctap.places.registry import hamlet_links
        from hoctap.recognition.registry import checked_papers
        from hoctap.recognition.registry import file_subjects as recognition_subjects

        for label, kind in SUBJECTS.items():
            subject_kinds.register(label, kind)
        for measure in MEASURES:
            measures.register(measure.code, measure)
        household_sections.register("history", history.household_link)
        hamlet_links.register("history", history.hamlet_link)
        recognition_subjects.register("assessments", file_subjects)
        checked_papers.register("assessments", queries.checked_certificate)
        append_only_tables.register("assessments_file_change", "assessments_file_change")
        append_only_tables.register("assessments_ranking_change", "assessments_ranking_change")
        append_only_tables.register("assessments_ranking_impact", "assessments_ranking_impact")
        file_uses.register("assessments", OUTSIDE_COPIES)
        file_uses.register("rankings", RANKING_COPIES)
        centre_pages.register(
            "ranking",
            CentrePage(
                "Xếp loại",
                "ranking_list",
                Permission.CENTRE_READ,
                80,
                "tự đánh giá, kiểm tra, quyết định",
                group=PageGroup.FILE,
            ),
        )
        centre_sections.register(OWN_SECTION, rankings.centre_section)
        centre_carriers.register("rankings", RANKINGS)
        requirements.register("ranking", self_assessed)
        work_providers.register("rankings", rankings.work_items)
        nav_items.register("assessments", NavItem("Hồ sơ đánh giá", "assessment_list", "assessment.read", 12))
        work_providers.register("assessments", work.work_items)
        for code, item in {**handing.ITEMS, **ranking_handing.ITEMS}.items():
            handover_items.register(code, item)
        refer(*subjects.REFERENCES)
        person_exports.register("rankings", subjects.teams_of_person)
        person_erasures.register("rankings", subjects.forget_person)
        what_stays.register("rankings", subjects.STAYS)
        trials.register("files", FILES)
        withdrawal_blockers.register("assessments", evidence_uses.decided_on_evidence)
        evidence_registry.register("assessments", evidence_uses.evidence_uses)
        record_kinds.register("activity", evidence_uses.ACTIVITIES)
        case_kinds.register(FILE, CASE)
        for code, label, abbreviation, needs_number in (
            ("assessment_minutes", "Biên bản họp tự đánh giá", "BB", False),
            ("assessment_report", "Báo cáo tự đánh giá", "BC", True),
            ("assessment_summary", "Bản tổng hợp kết quả tự đánh giá", "", False),
            ("assessment_letter", "Tờ trình đề nghị công nhận", "TTr", True),
            ("assessment_evidence", "Bảng kê minh chứng", "", False),
            ("council_minutes", "Biên bản hội đồng đánh giá", "BB", False),
            ("file_answer", "Văn bản trả lời phản ánh về hồ sơ đánh giá", "TB", True),
            ("file_receipt", "Giấy biên nhận đơn khiếu nại về hồ sơ đánh giá", "", False),
            ("assessment_year_report", "Báo cáo năm của cơ quan đánh giá", "BC", True),
            ("council_opinion", "Phiếu thẩm định của thành viên hội đồng", "", False),
        ):
            paper_kinds.register(
                code,
                PaperKind(
                    label,
                    abbreviation,
                    needs_number,
                    False,
                    Permission.PAPER_FILE,
                    about_url=queries.about_url,
                ),
            )
        for code, label, abbreviation, signing in (
            ("ranking_sheet", "Phiếu tự đánh giá của trung tâm học tập cộng đồng", "", Permission.PAPER_FILE),
            (
                "ranking_minutes",
                "Biên bản kiểm tra liên ngành trung tâm học tập cộng đồng",
                "BB",
                Permission.PAPER_FILE,
            ),
        ):
            paper_kinds.register(
                code,
                PaperKind(label, abbreviation, False, False, signing, about_url=rankings.about_url),
            )
        paper_kinds.register(
            "ranking_decision",
            PaperKind(
                "Quyết định xếp loại trung tâm học tập cộng đồng",
                "QĐ",
                True,
                True,
                Permission.ASSESSMENT_DECIDE,
                is_own_power=True,
                after_signature=ranking_decision_took_effect,
                about_url=rankings.about_url,
            ),
        )
        paper_kinds.register(
            "assessment_decision",
            PaperKind(
                "Quyết định công nhận của cơ quan đánh giá",
                "QĐ",
                True,
                True,
                Permission.ASSESSMENT_DECIDE,
                is_own_power=True,
                after_signature=actions.decision_took_effect,
                about_url=queries.about_url,
            ),
        )
        paper_kinds.register(
            "assessment_refusal",
            PaperKind(
                "Văn bản từ chối công nhận",
                "",
                True,
                True,
                Permission.ASSESSMENT_DECIDE,
                after_signature=actions.decision_took_effect,
                about_url=queries.about_url,
            ),
        )
